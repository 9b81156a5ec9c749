/* What a start says: fields "key=value", each ended by NUL. */
#ifndef START_H
#define START_H

#include "frames.h"

/* Whether it is well formed. */
bool start_is_whole(const struct frame *start);

/* The first value of this key ("arg="), or null. */
const char *start_first(const struct frame *start, const char *key);

/* All its values, ended by null, in memory that nobody gives back; null where there is no memory. */
char **start_all(const struct frame *start, const char *key);

#endif
