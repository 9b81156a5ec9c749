#include "relay.h"

#include "frames.h"
#include "kernel.h"
#include "meters.h"
#include "program.h"
#include "status.h"
#include "text.h"

#define QUEUE 4096 /* bytes of unanswered drains: the emulator asks one at a time */

static struct stream {
  bool open, ready, counted; /* what an ended program has left is counted once */
  int fd;
  long owed; /* bytes to carry before the drain under way is answered, or an end told */
} streams[PROGRAMS * STREAMS];

/* Each drain is two bytes of length and its payload. */
static struct {
  unsigned char bytes[QUEUE];
  size_t used;
  bool measured; /* of the first, it is known what is owed */
} drains;

static void open_stream(unsigned index, int fd) {
  streams[index].open = true;
  streams[index].fd = fd;
}

void relay_open(unsigned program, int standard_output, int standard_error) {
  open_stream(program * STREAMS, standard_output);
  open_stream(program * STREAMS + 1, standard_error);
}

int relay_descriptor(unsigned program, int stream) {
  const struct stream *one = &streams[program * STREAMS + (unsigned)stream];
  return one->open ? one->fd : -1;
}

void relay_ready(unsigned program, int stream) { streams[program * STREAMS + (unsigned)stream].ready = true; }

static unsigned count(void) { return program_count() * STREAMS; }

static void close_stream(struct stream *stream) {
  sys_close(stream->fd);
  stream->open = false;
  stream->owed = 0;
}

void relay_drain(const char *payload, size_t length) {
  if (drains.used + 2 + length > QUEUE) give_up(STATUS_PROTOCOL, "too many drains at once", "");
  unsigned char *at = drains.bytes + drains.used;
  at[0] = (unsigned char)(length >> 8);
  at[1] = (unsigned char)length;
  memcpy(at + 2, payload, length);
  drains.used += 2 + length;
}

/* The runtime's output goes as it is, an extension's behind its number. */
static void put_output(unsigned index, size_t length) {
  bool error = index % STREAMS;
  if (index / STREAMS == RUNTIME) frames_put(error ? FRAME_STDERR : FRAME_STDOUT, length);
  else frames_put(error ? FRAME_ERROR_OF : FRAME_OUTPUT_OF, length);
}

/* One read, so that a program that writes without end holds up neither orders nor signals. */
static bool forward(unsigned index) {
  struct stream *stream = &streams[index];
  size_t head = index / STREAMS == RUNTIME ? 0 : 1;
  *frames_room() = (char)(index / STREAMS);
  long got = sys_read(stream->fd, frames_room() + head, FRAME_OUT - head);
  stream->ready = false;
  stream->owed -= got;
  if (got > 0 && meters_out_of_memory()) {
    sys_kill_all();
    return false;
  }
  if (got > 0) {
    put_output(index, head + (size_t)got);
    return true;
  }
  stream->owed = 0;
  if (got != -EAGAIN) close_stream(stream);
  return false;
}

bool relay_output(void) {
  for (unsigned i = 0; i < count(); i++)
    if (streams[i].open && (streams[i].ready || streams[i].owed > 0) && forward(i)) return true;
  return false;
}

static void owe_all(struct stream *stream) {
  stream->owed = stream->open ? sys_readable(stream->fd) : 0;
}

/* What is in the pipes now is counted, not read until they are empty: they may never be. */
static void measure(void) {
  for (unsigned i = 0; i < count(); i++) owe_all(&streams[i]);
  drains.measured = true;
}

bool relay_answer(void) {
  if (!drains.used) return false;
  if (!drains.measured) measure();
  if (relay_output()) return true;
  size_t length = (size_t)(drains.bytes[0] << 8 | drains.bytes[1]), first = 2 + length;
  memcpy(frames_room(), drains.bytes + 2, length);
  frames_put(FRAME_DRAINED, length);
  drains.used -= first;
  for (size_t i = 0; i < drains.used; i++) drains.bytes[i] = drains.bytes[first + i];
  drains.measured = false;
  return true;
}

bool relay_rest_of(unsigned program) {
  for (unsigned i = program * STREAMS; i < (program + 1) * STREAMS; i++) {
    if (!streams[i].counted) owe_all(&streams[i]);
    streams[i].counted = true;
    if (streams[i].open && streams[i].owed > 0 && forward(i)) return true;
  }
  return false;
}

bool relay_rest(void) {
  for (unsigned i = 0; i < count(); i++) {
    if (!streams[i].open) continue;
    if (forward(i)) return true;
    if (streams[i].open) close_stream(&streams[i]);
  }
  return false;
}
