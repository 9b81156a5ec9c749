#include "names.h"

#include "frames.h"
#include "kernel.h"
#include "text.h"

#define DIRECTORY "/opt/extensions/"
#define PATH_LIMIT 4096 /* bytes of a path with its NUL, PATH_MAX */

/* getdents64(2) */
struct entry {
  unsigned long long inode, offset;
  unsigned short length;
  unsigned char type;
  char name[];
};
enum { UNKNOWN = 0, IS_DIRECTORY = 4 };

static bool asked;

void names_ask(void) { asked = true; }

/* Not every file system tells with the name. */
static bool is_directory(const struct entry *entry) {
  if (entry->type != UNKNOWN) return entry->type == IS_DIRECTORY;
  static char path[PATH_LIMIT + 1];
  char *end = path + PATH_LIMIT;
  *put_text(put_text(path, end, DIRECTORY), end, entry->name) = 0;
  long fd = sys_open_directory(path);
  if (fd >= 0) sys_close((int)fd);
  return fd >= 0;
}

/* A name that does not fit is left out, and all after it. */
static char *put_names(char *at, const char *end, const char *entries, long size) {
  for (long from = 0; from < size;) {
    const struct entry *entry = (const struct entry *)(entries + from);
    size_t length = length_of(entry->name) + 1;
    if (!is_directory(entry)) {
      if (length > (size_t)(end - at)) return at;
      memcpy(at, entry->name, length);
      at += length;
    }
    from += entry->length;
  }
  return at;
}

bool names_answer(void) {
  static _Alignas(8) char entries[4096];
  if (!asked) return false;
  asked = false;
  char *room = frames_room(), *at = room;
  long fd = sys_open_directory(DIRECTORY), got;
  while (fd >= 0 && (got = sys_read_directory((int)fd, entries, sizeof entries)) > 0)
    at = put_names(at, room + FRAME_OUT, entries, got);
  if (fd >= 0) sys_close((int)fd);
  frames_put(FRAME_NAMES, (size_t)(at - room));
  return true;
}
