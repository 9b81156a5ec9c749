/* Process 1 of an environment's container. It waits, connected to the emulator, for the programs to
 * start; carries their output; says truthfully how each ended; and leaves nothing of them behind.
 *
 * Without a C library: it is put into images of every kind, and its memory counts as the function's. */
#include <asm/signal.h>

#include "connection.h"
#include "frames.h"
#include "kernel.h"
#include "meters.h"
#include "names.h"
#include "program.h"
#include "relay.h"
#include "start.h"
#include "status.h"
#include "text.h"

#if defined __x86_64__
#include "machine_x86_64.h"
#elif defined __aarch64__
#include "machine_aarch64.h"
#endif

static struct {
  int host, signals, null;
  bool killed;    /* by order, or for its memory */
  bool childless; /* the programs have ended and so has all they left */
  bool over;      /* the last frame has been put */
} init;

static _Noreturn void leave(void) {
  sys_kill_all();
  sys_exit(STATUS_DONE);
}

static void kill_all(void) {
  init.killed = true;
  sys_kill_all();
}

/* Nothing runs any more and nothing will. Until there is a runtime, there may be another start. */
static bool is_over(void) { return programs_ended() && (init.killed || program_started(RUNTIME)); }

/* The end of the programs is the end of all they started. A child that ends later comes by here again. */
static void reap(void) {
  int status;
  long pid;
  while ((pid = sys_wait(&status)) > 0) program_reaped(pid, status);
  if (!is_over()) return;
  if (pid == -ECHILD) init.childless = true;
  else sys_kill_all();
}

/* Only who is outside of this pid namespace ends its init: he is shown as process 0. Code 0 is a plain
 * kill(2); other codes let the sender say who he is. */
static void take_signals(void) {
  struct signalfd_siginfo signal;
  while (sys_read(init.signals, &signal, sizeof signal) == sizeof signal)
    if (signal.ssi_signo != SIGCHLD && signal.ssi_pid == 0 && signal.ssi_code == 0) leave();
  reap();
}

static unsigned number(const struct frame *order, const char *key) {
  const char *value = start_first(order, key);
  return value ? number_of(value) : 0;
}

static void start(const struct frame *order) {
  bool whole = start_is_whole(order);
  unsigned which = whole && order->letter == FRAME_EXTENSION_ORDER ? number(order, "number=") : RUNTIME;
  if (!whole || !program_start(which, order, init.null))
    give_up(STATUS_PROTOCOL, "the emulator sent a start that is none", "");
  reap();
}

static void obey(const struct frame *order) {
  switch (order->letter) {
    case FRAME_START_ORDER:
    case FRAME_EXTENSION_ORDER:
      start(order);
      return;
    case FRAME_SIGNAL_ORDER:
      if (start_is_whole(order)) program_signal(number(order, "number="), (int)number(order, "signal="));
      return;
    case FRAME_NAMES_ORDER:
      names_ask();
      return;
    case FRAME_DRAIN_ORDER:
      if (!init.over) relay_drain(order->payload, order->length);
      return;
    case FRAME_METERS_ORDER:
      meters_ask();
      return;
    case FRAME_KILL_ORDER:
      if (!program_count() || init.over) leave();
      kill_all();
      reap();
      return;
    default:
      give_up(STATUS_PROTOCOL, "the emulator sent a frame of an unknown kind", "");
  }
}

static void take_orders(void) {
  struct frame order;
  enum reception reception;
  while ((reception = frames_receive(&order)) == RECEIVED) {
    obey(&order);
    frames_release(&order);
  }
  if (reception == CLOSED) leave();
}

static bool put_last_frame(void) {
  if (!init.childless || init.over) return false;
  if (relay_rest() || program_put_ended()) return true;
  program_put_end();
  init.over = true;
  return true;
}

/* Sends until there is nothing to send, or the emulator takes no more: then the program has to wait. */
static bool send_all(void) {
  for (;;) {
    enum sending sending = frames_send();
    if (sending == UNSENDABLE) leave();
    if (sending == BLOCKED) return false;
    if (!relay_output() && !relay_answer() && !meters_answer() && !names_answer() && !program_put_ended()
        && !put_last_frame())
      return true;
  }
}

enum { HOST, SIGNALS, METERS, FIRST };
enum { OUTPUT, ERROR, REPORT, EACH };

static void wait_for_programs(struct pollfd *events, bool sent) {
  for (unsigned i = 0; i < program_count(); i++, events += EACH) {
    events[OUTPUT] = (struct pollfd){sent ? relay_descriptor(i, 0) : -1, POLLIN, 0};
    events[ERROR] = (struct pollfd){sent ? relay_descriptor(i, 1) : -1, POLLIN, 0};
    events[REPORT] = (struct pollfd){program_report(i), POLLIN, 0};
  }
}

static void hear_programs(const struct pollfd *events, unsigned count) {
  for (unsigned i = 0; i < count; i++, events += EACH) {
    if (events[REPORT].revents) program_read_report(i);
    if (events[OUTPUT].revents) relay_ready(i, 0);
    if (events[ERROR].revents) relay_ready(i, 1);
  }
}

static _Noreturn void serve(void) {
  static struct pollfd events[FIRST + PROGRAMS * EACH];
  for (;;) {
    bool sent = send_all();
    unsigned count = program_count();
    events[HOST] = (struct pollfd){init.host, sent ? POLLIN : POLLIN | POLLOUT, 0};
    events[SIGNALS] = (struct pollfd){init.signals, POLLIN, 0};
    events[METERS] = (struct pollfd){meters_descriptor(), POLLPRI, 0};
    wait_for_programs(events + FIRST, sent);
    if (sys_poll(events, FIRST + count * EACH, -1) < 0)
      give_up(STATUS_SYSTEM, "cannot wait for events", "");
    if (events[HOST].revents & ~POLLOUT) take_orders();
    if (events[SIGNALS].revents) take_signals();
    if (events[METERS].revents && meters_out_of_memory()) kill_all();
    hear_programs(events + FIRST, count);
  }
}

/* Nothing inherited may reach the program: no descriptor, no ignored signal. */
static void prepare(void) {
  static const int awaited[] = {SIGCHLD, SIGTERM, SIGINT, SIGQUIT};
  sys_close_from(3);
  do init.null = (int)sys_open_null(); /* numbers 0 to 2 are taken afterwards, come what may */
  while (init.null >= 0 && init.null < 3);
  if (init.null < 0) give_up(STATUS_SYSTEM, "cannot open /dev/null", "");
  sys_default_signals();
  sys_block_signals();
  init.signals = (int)sys_signal_descriptor(awaited, sizeof awaited / sizeof *awaited);
  if (init.signals < 0) give_up(STATUS_SYSTEM, "cannot receive signals", "");
}

static void greet(char **environment) {
  const char *token = NULL;
  for (; *environment && !token; environment++) token = after(*environment, "SLS_EMU_TOKEN=");
  if (!token) give_up(STATUS_USAGE, "SLS_EMU_TOKEN is not set", "");
  char *room = frames_room();
  frames_put(FRAME_HELLO, (size_t)(put_text(room, room + FRAME_OUT, token) - room));
}

__attribute__((used)) _Noreturn void run_init(long *stack) {
  long count = *stack;
  char **arguments = (char **)(stack + 1);
  sys_hide_memory(); /* first: the function runs as the same user, and the token is in here */
  if (sys_getpid() != 1) give_up(STATUS_NOT_FIRST, "must be process 1", "");
  if (count != 2) give_up(STATUS_USAGE, "expected one argument, A.B.C.D:PORT", "");
  prepare();
  meters_open();
  greet(arguments + count + 1);
  init.host = connect_to(arguments[1]);
  frames_on(init.host);
  serve();
}

ENTRY(run_init);
