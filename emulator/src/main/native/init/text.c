#include "text.h"

#include "kernel.h"

void *memcpy(void *restrict to, const void *restrict from, size_t size) {
  char *target = to;
  const char *source = from;
  while (size--) *target++ = *source++;
  return to;
}

void *memset(void *start, int value, size_t size) {
  char *at = start;
  while (size--) *at++ = (char)value;
  return start;
}

size_t length_of(const char *text) {
  size_t length = 0;
  while (text[length]) length++;
  return length;
}

const char *after(const char *text, const char *prefix) {
  while (*prefix)
    if (*text++ != *prefix++) return NULL;
  return text;
}

char *put_text(char *at, const char *end, const char *text) {
  while (*text && at < end) *at++ = *text++;
  return at;
}

char *put_number(char *at, const char *end, unsigned number) {
  char digits[12], *first = digits + sizeof digits - 1;
  *first = 0;
  do *--first = (char)('0' + number % 10);
  while (number /= 10);
  return put_text(at, end, first);
}

unsigned number_of(const char *text) {
  unsigned number = 0;
  while (*text >= '0' && *text <= '9') number = number * 10 + (unsigned)(*text++ - '0');
  return number;
}

_Noreturn void give_up(int status, const char *reason, const char *detail) {
  char line[512], *end = line + sizeof line - 1;
  char *at = put_text(put_text(put_text(line, end, "sls-emu init: "), end, reason), end, detail);
  *at++ = '\n';
  sys_write(2, line, (size_t)(at - line));
  sys_exit(status);
}
