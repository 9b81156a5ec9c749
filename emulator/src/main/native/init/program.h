/* The programs: the runtime, number 0, and extensions. Their starts, and how they ended. */
#ifndef PROGRAM_H
#define PROGRAM_H

#include "frames.h"

#define RUNTIME 0
#define PROGRAMS 11 /* the runtime and ten extensions, as many as the service allows */

/* Starts one. A failure shows as its end; false where that number is none, or taken. */
bool program_start(unsigned number, const struct frame *start, int null);
bool program_started(unsigned number);
unsigned program_count(void); /* numbers from here on are not in use */

void program_signal(unsigned number, int signal);

/* The child that this is about has ended, if it is a program. */
void program_reaped(long pid, int status);

/* Whether all that were started have ended. */
bool programs_ended(void);

/* Where a refusal of the kernel arrives, -1 when that is settled. */
int program_report(unsigned number);
void program_read_report(unsigned number);

/* Where there are extensions, the next that has ended and of whose output all is sent: puts a frame. */
bool program_put_ended(void);

/* Puts the last frame: the runtime's end, or that it was killed before it began. */
void program_put_end(void);

#endif
