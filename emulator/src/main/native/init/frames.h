/* What the init and the emulator say to each other: a letter, a length of four bytes, most
 * significant first, and the payload. Nothing here ever waits. */
#ifndef FRAMES_H
#define FRAMES_H

#include <stdbool.h>
#include <stddef.h>

#define FRAME_OUT (64 * 1024)        /* bytes of payload at most, to the emulator */
#define FRAME_ORDER 1024             /* from it: an order */
#define FRAME_START (1024 * 1024)    /* a start */

/* To the emulator. */
#define FRAME_HELLO 'H'
#define FRAME_STDOUT 'o'
#define FRAME_STDERR 'e'
#define FRAME_DRAINED 'd'
#define FRAME_REFUSED 'R'
#define FRAME_EXIT 'x'
#define FRAME_METERS 'm'
#define FRAME_OUTPUT_OF 'O' /* an extension's: its number in one byte, then what it wrote */
#define FRAME_ERROR_OF 'F'
#define FRAME_END_OF 'X' /* "NUMBER how", of each program where there are extensions */
#define FRAME_NAMES 'l'
/* From it. */
#define FRAME_START_ORDER 'S'
#define FRAME_EXTENSION_ORDER 'E'
#define FRAME_SIGNAL_ORDER 'G'
#define FRAME_NAMES_ORDER 'L'
#define FRAME_DRAIN_ORDER 'D'
#define FRAME_KILL_ORDER 'K'
#define FRAME_METERS_ORDER 'M'

struct frame {
  char letter;
  size_t length;
  char *payload;
};

void frames_on(int socket);

/* There is one frame on its way at a time: write its payload into the room, then put it. */
char *frames_room(void);
void frames_put(char letter, size_t length);

/* Sends what the socket takes. */
enum sending { SENT, BLOCKED, UNSENDABLE } frames_send(void);

/* The next whole frame, the caller's until he releases it. */
enum reception { RECEIVED, NOTHING_YET, CLOSED } frames_receive(struct frame *frame);
void frames_release(const struct frame *frame);

#endif
