#include "start.h"

#include "kernel.h"
#include "text.h"

bool start_is_whole(const struct frame *start) {
  return start->length > 0 && start->payload[start->length - 1] == 0;
}

/* The value of the first such field from here on. */
static const char *find(const struct frame *start, const char *from, const char *key) {
  const char *end = start->payload + start->length;
  for (const char *field = from; field < end; field += length_of(field) + 1) {
    const char *value = after(field, key);
    if (value) return value;
  }
  return NULL;
}

const char *start_first(const struct frame *start, const char *key) {
  return find(start, start->payload, key);
}

char **start_all(const struct frame *start, const char *key) {
  size_t most = start->length / (length_of(key) + 1) + 1;
  long memory = sys_map(most * sizeof(char *));
  if (memory < 0 && memory > -4096) return NULL;
  char **values = (char **)memory, **next = values;
  const char *value = start_first(start, key);
  while (value) {
    *next++ = (char *)value;
    value = find(start, value + length_of(value) + 1, key);
  }
  return values; /* fresh memory is zero: the end is there */
}
