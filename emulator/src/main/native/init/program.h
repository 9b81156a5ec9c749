/* The function's program: its start, and how it ended. */
#ifndef PROGRAM_H
#define PROGRAM_H

#include "frames.h"

/* Starts it. A failure shows as its end. */
void program_start(const struct frame *start, int null);
bool program_started(void);

/* The child that this is about has ended, if it is the program. */
void program_reaped(long pid, int status);
bool program_ended(void);

/* Where a refusal of the kernel arrives, -1 when that is settled. */
int program_report(void);
void program_read_report(void);

/* Puts the last frame. */
void program_put_end(void);

#endif
