/* Carries the program's output to the emulator, and says how far it has come. */
#ifndef RELAY_H
#define RELAY_H

#include <stdbool.h>
#include <stddef.h>

void relay_open(int standard_output, int standard_error);

/* Where to wait for more output, -1 where there is none to come. */
int relay_descriptor(int stream);
void relay_ready(int stream);

/* The emulator wants to know when all that is written by now has been sent. */
void relay_drain(const char *payload, size_t length);

/* Each puts the next frame, if it has one: output; an answer to a drain; output without waiting for
 * its being ready, for when all writers are dead. */
bool relay_output(void);
bool relay_answer(void);
bool relay_rest(void);

#endif
