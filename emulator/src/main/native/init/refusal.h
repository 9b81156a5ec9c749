/* Why a program could not be executed. */
#ifndef REFUSAL_H
#define REFUSAL_H

#include <stddef.h>

#define REFUSAL 4352 /* bytes at most: a reason and a path, which the kernel limits to 4,096 */

/* Writes "reason⇥path" for this errno; answers its length. */
size_t refusal_write(char *text, int error, const char *path);

#endif
