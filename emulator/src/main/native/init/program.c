#include "program.h"

#include "execute.h"
#include "kernel.h"
#include "refusal.h"
#include "relay.h"
#include "start.h"
#include "text.h"

static struct {
  bool started, ended;
  long pid;
  int status; /* wait(2) */
  size_t refused; /* the refusal's length */
} program;

static char refusal[REFUSAL];
static int report = -1;

/* Read ends stay here and never block; write ends are the program's. */
enum { OUTPUT, ERROR, REPORT, PIPES };

static void close_pipes(int pipes[PIPES][2], int count, int first, int last) {
  for (int i = 0; i < count; i++)
    for (int end = first; end <= last; end++) sys_close(pipes[i][end]);
}

static long open_pipes(int pipes[PIPES][2]) {
  for (int i = 0; i < PIPES; i++) {
    long result = sys_pipe(pipes[i]);
    if (result < 0) {
      close_pipes(pipes, i, 0, 1);
      return result;
    }
    sys_make_nonblocking(pipes[i][0]);
  }
  return 0;
}

static void refuse(const struct frame *start, long error) {
  const char *path = start_first(start, "arg=");
  program.refused = refusal_write(refusal, (int)-error, path ? path : "");
  program.ended = true;
}

void program_start(const struct frame *start, int null) {
  int pipes[PIPES][2];
  program.started = true;
  long result = open_pipes(pipes);
  if (result < 0) {
    refuse(start, result);
    return;
  }
  program.pid = sys_fork();
  if (program.pid == 0) {
    const int standard[3] = {null, pipes[OUTPUT][1], pipes[ERROR][1]};
    execute(start, standard, pipes[REPORT][1]);
  }
  close_pipes(pipes, PIPES, 1, 1);
  if (program.pid < 0) {
    close_pipes(pipes, PIPES, 0, 0);
    refuse(start, program.pid);
    return;
  }
  report = pipes[REPORT][0];
  relay_open(pipes[OUTPUT][0], pipes[ERROR][0]);
}

bool program_started(void) { return program.started; }

void program_reaped(long pid, int status) {
  if (pid != program.pid) return;
  program.status = status;
  program.ended = true;
}

bool program_ended(void) { return program.ended; }

int program_report(void) { return report; }

/* The end of the report without a word is the program's having been executed. */
void program_read_report(void) {
  while (report >= 0) {
    size_t room = REFUSAL - program.refused;
    long got = sys_read(report, refusal + program.refused, room);
    if (got == -EAGAIN) return;
    if (got > 0) {
      program.refused += (size_t)got;
      continue;
    }
    sys_close(report);
    report = -1;
  }
}

void program_put_end(void) {
  char *room = frames_room(), *end = room + FRAME_OUT, *at;
  program_read_report();
  if (program.refused) {
    memcpy(room, refusal, program.refused);
    frames_put(FRAME_REFUSED, program.refused);
    return;
  }
  int signal = program.status & 0x7f, code = program.status >> 8 & 0xff;
  at = put_text(room, end, signal ? "signal " : "exit ");
  at = put_number(at, end, (unsigned)(signal ? signal : code));
  frames_put(FRAME_EXIT, (size_t)(at - room));
}
