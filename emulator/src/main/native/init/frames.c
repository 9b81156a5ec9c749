#include "frames.h"

#include "kernel.h"
#include "status.h"
#include "text.h"

#define HEAD 5

static int host;

static struct {
  char bytes[HEAD + FRAME_OUT];
  size_t from, to;
} out;

static struct {
  unsigned char head[HEAD];
  size_t got; /* of the head and the payload together */
  struct frame frame;
  char order[FRAME_ORDER];
} in;

void frames_on(int socket) { host = socket; }

char *frames_room(void) { return out.bytes + HEAD; }

void frames_put(char letter, size_t length) {
  out.bytes[0] = letter;
  for (int i = 0; i < 4; i++) out.bytes[1 + i] = (char)(length >> (24 - 8 * i));
  out.from = 0;
  out.to = HEAD + length;
}

enum sending frames_send(void) {
  while (out.from < out.to) {
    long sent = sys_send(host, out.bytes + out.from, out.to - out.from);
    if (sent == -EAGAIN) return BLOCKED;
    if (sent < 0) return UNSENDABLE;
    out.from += (size_t)sent;
  }
  return SENT;
}

/* The head is whole: makes room for what it announces. A start takes memory of its own, given back
 * when it is over; all else fits in what is there. */
static void make_room(void) {
  struct frame *frame = &in.frame;
  frame->letter = (char)in.head[0];
  frame->length = 0;
  for (int i = 1; i < HEAD; i++) frame->length = frame->length << 8 | in.head[i];
  frame->payload = in.order;
  bool start = frame->letter == FRAME_START_ORDER || frame->letter == FRAME_EXTENSION_ORDER;
  if (frame->length > (start ? FRAME_START : FRAME_ORDER))
    give_up(STATUS_PROTOCOL, "the emulator sent a frame that is too long", "");
  if (!start || !frame->length) return;
  long memory = sys_map(frame->length);
  if (memory < 0 && memory > -4096) give_up(STATUS_SYSTEM, "no memory for the start", "");
  frame->payload = (char *)memory;
}

enum reception frames_receive(struct frame *frame) {
  while (in.got < HEAD || in.got < HEAD + in.frame.length) {
    bool head = in.got < HEAD;
    char *to = head ? (char *)in.head + in.got : in.frame.payload + (in.got - HEAD);
    long got = sys_read(host, to, (head ? HEAD : HEAD + in.frame.length) - in.got);
    if (got == -EAGAIN) return NOTHING_YET;
    if (got <= 0) return CLOSED;
    in.got += (size_t)got;
    if (in.got == HEAD) make_room();
  }
  in.got = 0;
  *frame = in.frame;
  return RECEIVED;
}

void frames_release(const struct frame *frame) {
  if (frame->payload != in.order) sys_unmap(frame->payload, frame->length);
}
