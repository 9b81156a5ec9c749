/* Carries the programs' output to the emulator, and says how far it has come. */
#ifndef RELAY_H
#define RELAY_H

#include <stdbool.h>
#include <stddef.h>

#define STREAMS 2 /* of each program: its output and its errors */

void relay_open(unsigned program, int standard_output, int standard_error);

/* Where to wait for more output, -1 where there is none to come. */
int relay_descriptor(unsigned program, int stream);
void relay_ready(unsigned program, int stream);

/* The emulator wants to know when all that is written by now has been sent. */
void relay_drain(const char *payload, size_t length);

/* Each puts the next frame, if it has one: output; an answer to a drain; output without waiting for
 * its being ready: of one program that has ended, as much as there is now, and of all, for when all
 * writers are dead. */
bool relay_output(void);
bool relay_answer(void);
bool relay_rest_of(unsigned program);
bool relay_rest(void);

#endif
