package io.slsemu.emulator.sandbox.docker;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a container's init reads of the container's own control group.
 *
 * @param used bytes in use now, without the cache of files
 * @param peak the high-water mark in bytes, less that cache; 0 where the kernel keeps none
 * @param outOfMemoryKills how many processes were killed for the memory limit
 * @param cpuNanos CPU time of all processes
 */
record InitMeters(long used, long peak, long outOfMemoryKills, long cpuNanos) {
  private static final String V1 = "/sys/fs/cgroup/memory/memory.";
  private static final String V2 = "/sys/fs/cgroup/memory.";

  /** Reads files, each behind a line {@code =path}. Null where the group's are not among them. */
  static @Nullable InitMeters parse(String answer) {
    Map<String, String> files = new HashMap<>();
    for (String file : ("\n" + answer).split("\n=")) {
      int end = file.indexOf('\n');
      if (end > 0) {
        files.put(file.substring(0, end), file.substring(end));
      }
    }
    try {
      if (files.containsKey(V1 + "usage_in_bytes")) {
        long cpu = number(files.get("/sys/fs/cgroup/cpuacct/cpuacct.usage"), "\n");
        return of(
            files,
            V1,
            "usage_in_bytes",
            "max_usage_in_bytes",
            "oom_control",
            "total_",
            "cache",
            cpu);
      }
      if (files.containsKey(V2 + "current")) {
        long cpu = 1000 * number(files.get("/sys/fs/cgroup/cpu.stat"), "\nusage_usec ");
        return of(files, V2, "current", "peak", "events", "", "file", cpu);
      }
      return null;
    } catch (NumberFormatException unknownKernel) {
      return null;
    }
  }

  private static InitMeters of(
      Map<String, String> files,
      String front,
      String now,
      String highest,
      String events,
      String prefix,
      String cached,
      long cpu) {
    String parts = files.get(front + "stat");
    // Files in memory are in the cache too, and count.
    long cache =
        number(parts, "\n" + prefix + cached + " ") - number(parts, "\n" + prefix + "shmem ");
    long peak = number(files.get(front + highest), "\n");
    return new InitMeters(
        number(files.get(front + now), "\n") - cache,
        Math.max(0, peak - cache),
        number(files.get(front + events), "\noom_kill "),
        cpu);
  }

  /** The number behind a key; 0 where there is none. */
  private static long number(@Nullable String text, String key) {
    int start = text == null ? -1 : text.indexOf(key);
    if (text == null || start < 0) {
      return 0;
    }
    int end = text.indexOf('\n', start + key.length());
    return Long.parseLong(text.substring(start + key.length(), end < 0 ? text.length() : end));
  }
}
