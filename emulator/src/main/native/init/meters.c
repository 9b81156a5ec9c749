#include "meters.h"

#include "frames.h"
#include "kernel.h"
#include "text.h"

#define V1 "/sys/fs/cgroup/memory/"
#define V2 "/sys/fs/cgroup/"
#define EVENTS 512 /* bytes that hold all of the file with the kills */

/* Those that are there are told, each behind its name. */
static const char *const files[] = {
    V1 "memory.usage_in_bytes", V1 "memory.max_usage_in_bytes", V1 "memory.oom_control",
    V1 "memory.stat",           "/sys/fs/cgroup/cpuacct/cpuacct.usage",
    V2 "memory.current",        V2 "memory.peak",
    V2 "memory.events",         V2 "memory.stat",
    V2 "cpu.stat",
};

static struct {
  int events;
  bool asked;
} meters = {-1, false};

void meters_open(void) {
  long fd = sys_open(V1 "memory.oom_control");
  if (fd < 0) fd = sys_open(V2 "memory.events");
  meters.events = fd < 0 ? -1 : (int)fd;
  if (meters_out_of_memory()) meters.events = -1; /* that is no group of our own */
}

int meters_descriptor(void) { return meters.events; }

bool meters_out_of_memory(void) {
  char text[EVENTS + 1];
  long got = meters.events < 0 ? 0 : sys_read_from_start(meters.events, text, EVENTS);
  if (got <= 0) return false;
  text[got] = 0;
  for (const char *line = text; *line; line++) {
    const char *count = after(line, "oom_kill ");
    if (count) return *count != '0';
    while (*line && *line != '\n') line++;
    if (!*line) return false;
  }
  return false;
}

void meters_ask(void) { meters.asked = true; }

static char *put_file(char *at, const char *end, const char *path) {
  long fd = sys_open(path), got;
  if (fd < 0) return at;
  at = put_text(put_text(put_text(at, end, "="), end, path), end, "\n");
  while (at < end && (got = sys_read((int)fd, at, (size_t)(end - at))) > 0) at += got;
  sys_close((int)fd);
  return at;
}

bool meters_answer(void) {
  if (!meters.asked) return false;
  meters.asked = false;
  char *room = frames_room(), *at = room;
  for (size_t i = 0; i < sizeof files / sizeof *files; i++) at = put_file(at, room + FRAME_OUT, files[i]);
  frames_put(FRAME_METERS, (size_t)(at - room));
  return true;
}
