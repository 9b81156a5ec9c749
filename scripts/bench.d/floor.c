/*
 * What this machine's kernel gives without an emulator, for scripts/bench to compare with. Needs root,
 * or a cgroup it may write to (v2).
 *
 *   floor freeze COUNT                a process frozen and thawed COUNT times: times in µs
 *   floor cpu QUOTA SECONDS THREADS   share of a CPU that a CFS quota of QUOTA µs in 20 ms gives
 */
#define _GNU_SOURCE
#include "figures.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MAX_THREADS = 64 };

static char group[256];
static int version;
static pid_t child;

static void end(int code) {
  if (child > 0) {
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
  }
  /* The kernel lets go of a process a moment after it was waited for. */
  for (int i = 0; i < 100 && rmdir(group) < 0 && errno == EBUSY; i++) usleep(1000);
  exit(code);
}

static void fail(const char *what) {
  fprintf(stderr, "floor: %s: %s\n", what, strerror(errno));
  end(1);
}

static int open_file(const char *name, int flags) {
  char path[512];
  snprintf(path, sizeof path, "%s/%s", group, name);
  int fd = open(path, flags);
  if (fd < 0) fail(path);
  return fd;
}

static void put(int fd, const char *text) {
  if (pwrite(fd, text, strlen(text), 0) < 0) fail(text);
}

static void set(const char *name, const char *text) {
  int fd = open_file(name, O_WRONLY);
  put(fd, text);
  close(fd);
}

static void make_group(const char *controller) {
  char v1[128];
  snprintf(v1, sizeof v1, "/sys/fs/cgroup/%s", controller);
  version = access("/sys/fs/cgroup/cgroup.controllers", F_OK) ? 1 : 2;
  snprintf(group, sizeof group, "%s/sls-emu-bench-%d", version == 1 ? v1 : "/sys/fs/cgroup", getpid());
  if (mkdir(group, 0755) < 0) {
    fprintf(stderr, "floor: cannot make %s: %s\n", group, strerror(errno));
    exit(1);
  }
}

static int reads(int fd, const char *text) {
  char content[256] = "";
  if (pread(fd, content, sizeof content - 1, 0) < 0) fail("read");
  return strstr(content, text) != NULL;
}

/* One change of state, over when the kernel says so. */
static uint64_t change(int control, int state, const char *command, const char *reached) {
  uint64_t begin = nanoseconds();
  put(control, command);
  while (!reads(state, reached)) continue;
  return nanoseconds() - begin;
}

static void print_times(const char *name, uint64_t *times, size_t count) {
  sort_figures(times, count);
  printf("%s_p50=%.1f %s_p99=%.1f ", name, percentile_us(times, count, 50), name,
      percentile_us(times, count, 99));
}

static void measure_freezer(size_t count) {
  make_group("freezer");
  child = fork();
  if (child == 0) {
    for (;;) pause();
  }
  char id[32];
  snprintf(id, sizeof id, "%d", child);
  set("cgroup.procs", id);
  int control = open_file(version == 1 ? "freezer.state" : "cgroup.freeze", O_RDWR);
  int state = version == 1 ? control : open_file("cgroup.events", O_RDONLY);
  uint64_t *freezes = calloc(count, sizeof *freezes), *thaws = calloc(count, sizeof *thaws);
  for (size_t i = 0; i < count; i++) {
    freezes[i] = version == 1 ? change(control, state, "FROZEN", "FROZEN") : change(control, state, "1", "frozen 1");
    thaws[i] = version == 1 ? change(control, state, "THAWED", "THAWED") : change(control, state, "0", "frozen 0");
  }
  print_times("freeze", freezes, count);
  print_times("thaw", thaws, count);
  puts("");
}

static void *burn(void *until) {
  while (nanoseconds() < *(uint64_t *)until) {
    for (volatile int i = 0; i < 2000; i++) continue;
  }
  return NULL;
}

static void burn_and_tell(long seconds, long threads) {
  set("cgroup.procs", "0");
  pthread_t started[MAX_THREADS];
  uint64_t begin = nanoseconds(), until = begin + (uint64_t)seconds * 1000000000u;
  for (long i = 1; i < threads; i++) pthread_create(&started[i], NULL, burn, &until);
  burn(&until);
  for (long i = 1; i < threads; i++) pthread_join(started[i], NULL);
  struct timespec cpu;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &cpu);
  printf("share=%.5f\n", ((double)cpu.tv_sec * 1e9 + (double)cpu.tv_nsec) / (double)(nanoseconds() - begin));
  fflush(stdout);
  _exit(0);
}

static void measure_cpu(long quota, long seconds, long threads) {
  char value[64];
  make_group("cpu");
  if (version == 1) {
    snprintf(value, sizeof value, "%ld", quota);
    set("cpu.cfs_period_us", "20000");
    set("cpu.cfs_quota_us", value);
  } else {
    snprintf(value, sizeof value, "%ld 20000", quota);
    set("cpu.max", value);
  }
  child = fork();
  if (child == 0) burn_and_tell(seconds, threads);
  waitpid(child, NULL, 0);
  child = 0;
}

static void interrupted(int signal) { end(128 + signal); }

int main(int count, char **arguments) {
  signal(SIGINT, interrupted);
  signal(SIGTERM, interrupted);
  if (count == 3 && !strcmp(arguments[1], "freeze") && atol(arguments[2]) > 0) {
    measure_freezer((size_t)atol(arguments[2]));
  } else if (count == 5 && !strcmp(arguments[1], "cpu") && atol(arguments[4]) <= MAX_THREADS) {
    measure_cpu(atol(arguments[2]), atol(arguments[3]), atol(arguments[4]));
  } else {
    fputs("usage: floor freeze COUNT | floor cpu QUOTA SECONDS THREADS\n", stderr);
    return 2;
  }
  end(0);
}
