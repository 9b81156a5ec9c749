/* The child that becomes the program. */
#ifndef EXECUTE_H
#define EXECUTE_H

#include "frames.h"

/* Where the kernel refuses, the refusal goes to the report, which an executed program does not have. */
_Noreturn void execute(const struct frame *start, const int standard[3], int report);

#endif
