package io.slsemu.emulator.sandbox.cgroup;

import java.util.StringJoiner;

/** The kernel's notation of a set of CPUs: {@code 0-3,8}. */
final class CpuList {
  private CpuList() {}

  /** The first so many CPUs of a list, or all of it where it has no more. */
  static String first(String list, int wanted) {
    StringJoiner chosen = new StringJoiner(",");
    int left = wanted;
    for (String range : list.split(",")) {
      int dash = range.indexOf('-');
      int from = Integer.parseInt(dash < 0 ? range : range.substring(0, dash));
      int to = dash < 0 ? from : Integer.parseInt(range.substring(dash + 1));
      int last = Math.min(to, from + left - 1);
      if (left > 0) {
        chosen.add(from == last ? Integer.toString(from) : from + "-" + last);
        left -= last - from + 1;
      }
    }
    return chosen.toString();
  }

  static int size(String list) {
    int size = 0;
    for (String range : list.split(",")) {
      int dash = range.indexOf('-');
      size +=
          dash < 0
              ? 1
              : Integer.parseInt(range.substring(dash + 1))
                  - Integer.parseInt(range.substring(0, dash))
                  + 1;
    }
    return size;
  }
}
