/* Time and percentiles for the programs of scripts/bench. */
#ifndef FIGURES_H
#define FIGURES_H

#include <stdint.h>
#include <stdlib.h>
#include <time.h>

static inline uint64_t nanoseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

static int by_size(const void *left, const void *right) {
  uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
  return (a > b) - (a < b);
}

static inline void sort_figures(uint64_t *values, size_t count) {
  qsort(values, count, sizeof *values, by_size);
}

/* The nearest-rank percentile of sorted nanoseconds, in microseconds. */
static inline double percentile_us(const uint64_t *sorted, size_t count, double percent) {
  size_t rank = (size_t)(percent / 100 * (double)count + 0.999999);
  return (double)sorted[rank == 0 ? 0 : rank - 1] / 1000;
}

#endif
