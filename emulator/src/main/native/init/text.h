/* Bytes and text, without a C library. */
#ifndef TEXT_H
#define TEXT_H

#include <stdbool.h>
#include <stddef.h>

/* The compiler itself may call these two. */
void *memcpy(void *restrict to, const void *restrict from, size_t size);
void *memset(void *start, int value, size_t size);

size_t length_of(const char *text);

/* What follows the prefix, or null where the text does not begin with it. */
const char *after(const char *text, const char *prefix);

/* Both write no more than up to end and answer where they stopped; no NUL is written. */
char *put_text(char *at, const char *end, const char *text);
char *put_number(char *at, const char *end, unsigned number);

/* A decimal number, 0 where there is none. */
unsigned number_of(const char *text);

/* Says on stderr why there is no function here, and leaves. */
_Noreturn void give_up(int status, const char *reason, const char *detail);

#endif
