#include "execute.h"

#include "kernel.h"
#include "refusal.h"
#include "start.h"
#include "text.h"

#define PATH_LIMIT 4096             /* bytes of a path with its NUL, PATH_MAX */
#define NO_PATH "/bin:/usr/bin"     /* what execvp(3) searches where PATH is not set */
#define FAILED 127

static _Noreturn void refuse(int report, long error, const char *path) {
  char text[REFUSAL];
  sys_write(report, text, refusal_write(text, (int)-error, path));
  sys_exit(FAILED);
}

/* Joins the directory at the front of the list and the name; answers the rest of the list, or null. */
static const char *join(char *path, const char *list, const char *name) {
  const char *end = path + PATH_LIMIT;
  char *at = path;
  while (*list && *list != ':' && at < end) *at++ = *list++;
  if (at > path && at < end) *at++ = '/'; /* no directory is the current one */
  at = put_text(at, end, name);
  path[at < end ? at - path : 0] = 0; /* what does not fit is not there */
  while (*list && *list != ':') list++;
  return *list ? list + 1 : NULL;
}

/* As execvp(3) does it, without its way out: what is no program is never handed to a shell. */
static _Noreturn void search(char **arguments, char **environment, int report) {
  static char path[PATH_LIMIT + 1], denied[PATH_LIMIT + 1];
  const char *list = NO_PATH, *value;
  for (char **variable = environment; *variable; variable++)
    if ((value = after(*variable, "PATH="))) {
      list = value;
      break;
    }
  while (list) {
    list = join(path, list, arguments[0]);
    long error = sys_execve(path, arguments, environment);
    if (error == -EACCES) memcpy(denied, path, sizeof path);
    else if (error != -ENOENT && error != -ENOTDIR) refuse(report, error, path);
  }
  if (*denied) refuse(report, -EACCES, denied);
  refuse(report, -ENOENT, arguments[0]);
}

static bool has_slash(const char *text) {
  while (*text && *text != '/') text++;
  return *text;
}

static void take_place(const int standard[3]) {
  sys_new_session();
  sys_default_umask();
  sys_no_core(); /* a crash must not fill the disk */
  for (int fd = 0; fd < 3; fd++) sys_place(standard[fd], fd);
  sys_unblock_signals();
}

_Noreturn void execute(const struct frame *start, const int standard[3], int report) {
  take_place(standard);
  const char *directory = start_first(start, "cwd=");
  char **arguments = start_all(start, "arg="), **environment = start_all(start, "env=");
  if (!arguments || !environment) refuse(report, -ENOMEM, "");
  if (!arguments[0]) refuse(report, -EINVAL, "");
  long error = directory ? sys_chdir(directory) : 0;
  if (error < 0) refuse(report, error, directory);
  if (arguments[0][0] && !has_slash(arguments[0])) search(arguments, environment, report);
  error = sys_execve(arguments[0], arguments, environment);
  refuse(report, error, arguments[0]);
}
