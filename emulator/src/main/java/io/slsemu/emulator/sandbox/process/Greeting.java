package io.slsemu.emulator.sandbox.process;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a supervisor could really set up.
 *
 * @param tmp {@code disk}, {@code memory} or {@code directory}
 * @param proc {@code own} if {@code /proc} shows this sandbox only, else {@code host}
 * @param ownUser whether the sandbox has a host user of its own
 * @param cgroup the group that the supervisor found for itself, or null
 */
record Greeting(String tmp, String proc, boolean ownUser, @Nullable Path cgroup) {

  /** Reads {@code ready tmp=… proc=… uid=0|1 [cgroup=…]}; a path may hold blanks, so it is last. */
  static Greeting parse(String line) {
    String cgroup = after(line, " cgroup=", true);
    return new Greeting(
        after(line, " tmp=", false),
        after(line, " proc=", false),
        after(line, " uid=", false).equals("1"),
        cgroup.isEmpty() ? null : Path.of(cgroup));
  }

  private static String after(String line, String key, boolean toTheEnd) {
    int start = line.indexOf(key);
    if (start < 0) {
      return "";
    }
    int end = toTheEnd ? -1 : line.indexOf(' ', start + key.length());
    return line.substring(start + key.length(), end < 0 ? line.length() : end);
  }
}
