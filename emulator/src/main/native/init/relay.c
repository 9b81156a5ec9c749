#include "relay.h"

#include "frames.h"
#include "kernel.h"
#include "meters.h"
#include "status.h"
#include "text.h"

#define STREAMS 2
#define QUEUE 4096 /* bytes of unanswered drains: the emulator asks one at a time */

static struct stream {
  int fd;
  bool ready;
  long owed; /* bytes to carry before the drain under way is answered */
} streams[STREAMS] = {{.fd = -1}, {.fd = -1}};

static const char letters[STREAMS] = {FRAME_STDOUT, FRAME_STDERR};

/* Each drain is two bytes of length and its payload. */
static struct {
  unsigned char bytes[QUEUE];
  size_t used;
  bool measured; /* of the first, it is known what is owed */
} drains;

void relay_open(int standard_output, int standard_error) {
  streams[0].fd = standard_output;
  streams[1].fd = standard_error;
}

int relay_descriptor(int stream) { return streams[stream].fd; }

void relay_ready(int stream) { streams[stream].ready = true; }

void relay_drain(const char *payload, size_t length) {
  if (drains.used + 2 + length > QUEUE) give_up(STATUS_PROTOCOL, "too many drains at once", "");
  unsigned char *at = drains.bytes + drains.used;
  at[0] = (unsigned char)(length >> 8);
  at[1] = (unsigned char)length;
  memcpy(at + 2, payload, length);
  drains.used += 2 + length;
}

/* One read, so that a program that writes without end holds up neither orders nor signals. */
static bool forward(int index) {
  struct stream *stream = &streams[index];
  long got = sys_read(stream->fd, frames_room(), FRAME_OUT);
  stream->ready = false;
  stream->owed -= got;
  if (got > 0 && meters_out_of_memory()) {
    sys_kill_all();
    return false;
  }
  if (got > 0) {
    frames_put(letters[index], (size_t)got);
    return true;
  }
  stream->owed = 0;
  if (got != -EAGAIN) {
    sys_close(stream->fd);
    stream->fd = -1;
  }
  return false;
}

bool relay_output(void) {
  for (int i = 0; i < STREAMS; i++)
    if (streams[i].fd >= 0 && (streams[i].ready || streams[i].owed > 0) && forward(i)) return true;
  return false;
}

/* What is in the pipes now is counted, not read until they are empty: they may never be. */
static void measure(void) {
  for (int i = 0; i < STREAMS; i++)
    streams[i].owed = streams[i].fd < 0 ? 0 : sys_readable(streams[i].fd);
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

bool relay_rest(void) {
  for (int i = 0; i < STREAMS; i++) {
    if (streams[i].fd < 0) continue;
    if (forward(i)) return true;
    if (streams[i].fd >= 0) sys_close(streams[i].fd);
    streams[i].fd = -1;
  }
  return false;
}
