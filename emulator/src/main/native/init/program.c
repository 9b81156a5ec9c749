#include "program.h"

#include <asm/signal.h>

#include "execute.h"
#include "kernel.h"
#include "refusal.h"
#include "relay.h"
#include "start.h"
#include "text.h"

static struct program {
  bool started, ended, told;
  long pid;
  int status;     /* wait(2) */
  int report;     /* open while the pid is not yet the program's own */
  size_t refused; /* the refusal's length */
} programs[PROGRAMS];

static char refusals[PROGRAMS][REFUSAL];
static unsigned count; /* one more than the highest number */

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

static void refuse(unsigned number, const struct frame *start, long error) {
  const char *path = start_first(start, "arg=");
  programs[number].refused = refusal_write(refusals[number], (int)-error, path ? path : "");
  programs[number].ended = true;
  programs[number].report = -1;
}

bool program_start(unsigned number, const struct frame *start, int null) {
  int pipes[PIPES][2];
  if (number >= PROGRAMS || programs[number].started) return false;
  struct program *program = &programs[number];
  program->started = true;
  if (count <= number) count = number + 1;
  long result = open_pipes(pipes);
  if (result < 0) {
    refuse(number, start, result);
    return true;
  }
  program->pid = sys_fork();
  if (program->pid == 0) {
    const int standard[3] = {null, pipes[OUTPUT][1], pipes[ERROR][1]};
    execute(start, standard, pipes[REPORT][1]);
  }
  close_pipes(pipes, PIPES, 1, 1);
  if (program->pid < 0) {
    close_pipes(pipes, PIPES, 0, 0);
    refuse(number, start, program->pid);
    return true;
  }
  program->report = pipes[REPORT][0];
  relay_open(number, pipes[OUTPUT][0], pipes[ERROR][0]);
  return true;
}

bool program_started(unsigned number) { return programs[number].started; }

unsigned program_count(void) { return count; }

/* It may not have come to lead a group yet. */
void program_signal(unsigned number, int signal) {
  if (number >= PROGRAMS || !programs[number].started || programs[number].ended) return;
  if (sys_kill(-programs[number].pid, signal) < 0) sys_kill(programs[number].pid, signal);
}

void program_reaped(long pid, int status) {
  for (unsigned i = 0; i < count; i++)
    if (programs[i].started && !programs[i].ended && programs[i].pid == pid) {
      programs[i].status = status;
      programs[i].ended = true;
    }
}

bool programs_ended(void) {
  for (unsigned i = 0; i < count; i++)
    if (programs[i].started && !programs[i].ended) return false;
  return true;
}

int program_report(unsigned number) { return programs[number].started ? programs[number].report : -1; }

/* The end of the report without a word is the program's having been executed. */
void program_read_report(unsigned number) {
  struct program *program = &programs[number];
  while (program_report(number) >= 0) {
    size_t room = REFUSAL - program->refused;
    long got = sys_read(program->report, refusals[number] + program->refused, room);
    if (got == -EAGAIN) return;
    if (got > 0) {
      program->refused += (size_t)got;
      continue;
    }
    sys_close(program->report);
    program->report = -1;
  }
}

static char *put_status(char *at, const char *end, int status) {
  int signal = status & 0x7f, code = status >> 8 & 0xff;
  at = put_text(at, end, signal ? "signal " : "exit ");
  return put_number(at, end, (unsigned)(signal ? signal : code));
}

static void put_end_of(unsigned number) {
  char *room = frames_room(), *end = room + FRAME_OUT, *at;
  const struct program *program = &programs[number];
  program_read_report(number);
  at = put_text(put_number(room, end, number), end, " ");
  if (program->refused) {
    at = put_text(at, end, "refused ");
    memcpy(at, refusals[number], program->refused);
    at += program->refused;
  } else at = put_status(at, end, program->status);
  frames_put(FRAME_END_OF, (size_t)(at - room));
}

bool program_put_ended(void) {
  for (unsigned i = 0; count > 1 && i < count; i++) {
    if (!programs[i].ended || programs[i].told) continue;
    if (relay_rest_of(i)) return true;
    programs[i].told = true;
    put_end_of(i);
    return true;
  }
  return false;
}

void program_put_end(void) {
  char *room = frames_room();
  const struct program *runtime = &programs[RUNTIME];
  program_read_report(RUNTIME);
  if (runtime->refused) {
    memcpy(room, refusals[RUNTIME], runtime->refused);
    frames_put(FRAME_REFUSED, runtime->refused);
    return;
  }
  int status = runtime->started ? runtime->status : SIGKILL;
  frames_put(FRAME_EXIT, (size_t)(put_status(room, room + FRAME_OUT, status) - room));
}
