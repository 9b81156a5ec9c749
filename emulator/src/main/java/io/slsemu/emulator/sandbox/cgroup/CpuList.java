package io.slsemu.emulator.sandbox.cgroup;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.IntStream;

/** The kernel's notation of a set of CPUs: {@code 0-3,8}. */
public final class CpuList {
  private static final Path ONLINE = Path.of("/sys/devices/system/cpu/online");

  private CpuList() {}

  /** So many CPUs, numbered from 0. */
  public static String first(int count) {
    return count == 1 ? "0" : "0-" + (count - 1);
  }

  /** This machine's, whose numbers may have gaps; empty where the kernel does not say. */
  public static String online() {
    return Files.exists(ONLINE) ? KernelFile.text(ONLINE) : "";
  }

  /**
   * So many CPUs of a list, or all of it where it has no more.
   *
   * @param offset the place in the list of the first; after the last comes the first again
   */
  static String some(String list, int wanted, int offset) {
    List<Integer> all = cpus(list);
    int[] chosen =
        IntStream.range(0, Math.min(wanted, all.size()))
            .map(place -> all.get((Math.floorMod(offset, all.size()) + place) % all.size()))
            .sorted()
            .toArray();
    StringJoiner ranges = new StringJoiner(",");
    int from = 0;
    for (int at = 0; at < chosen.length; at++) {
      if (at + 1 == chosen.length || chosen[at + 1] != chosen[at] + 1) {
        ranges.add(from == at ? "" + chosen[at] : chosen[from] + "-" + chosen[at]);
        from = at + 1;
      }
    }
    return ranges.toString();
  }

  /** How many there are in a list. */
  public static int size(String list) {
    return cpus(list).size();
  }

  private static List<Integer> cpus(String list) {
    List<Integer> cpus = new ArrayList<>();
    for (String range : list.isEmpty() ? new String[0] : list.split(",")) {
      int dash = range.indexOf('-');
      int from = Integer.parseInt(dash < 0 ? range : range.substring(0, dash));
      int to = dash < 0 ? from : Integer.parseInt(range.substring(dash + 1));
      IntStream.rangeClosed(from, to).forEach(cpus::add);
    }
    return cpus;
  }
}
