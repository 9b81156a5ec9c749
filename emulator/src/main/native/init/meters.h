/* The container's own control group, as it shows inside: the engine takes a second to tell of it. */
#ifndef METERS_H
#define METERS_H

#include <stdbool.h>

void meters_open(void);

/* Readable by exception when something has happened; -1 where there is nothing to wait for. */
int meters_descriptor(void);

/* Whether a process was killed for the memory limit. Then all of it is to end, and what is written
 * afterwards is nobody's. */
bool meters_out_of_memory(void);

/* The emulator wants to know: the next answer puts a frame. */
void meters_ask(void);
bool meters_answer(void);

#endif
