package io.slsemu.emulator.sandbox.cgroup;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The control group file systems that {@code /proc/self/mountinfo} shows. */
record MountTable(List<Mount> mounts) {

  /**
   * One of them.
   *
   * @param root the group shown at the mount point
   * @param point where it is mounted
   * @param options of the file system: version 1's controllers are among them
   */
  record Mount(String root, Path point, boolean unified, String options) {
    boolean holds(String controller) {
      return ("," + options + ",").contains("," + controller + ",");
    }

    /** Where a group of this hierarchy is found. */
    Path directory(String group) {
      String below = group.startsWith(root) ? group.substring(root.length()) : "";
      int start = 0;
      while (start < below.length() && below.charAt(start) == '/') {
        start++;
      }
      return start == below.length() ? point : point.resolve(below.substring(start));
    }
  }

  static MountTable of(String mountinfo) {
    List<Mount> mounts = new ArrayList<>();
    for (String line : mountinfo.split("\n")) {
      int dash = line.indexOf(" - cgroup");
      if (dash >= 0) {
        String[] fields = line.substring(0, dash).split(" ");
        String[] tail = line.substring(dash + 3).split(" ");
        mounts.add(
            new Mount(
                unescape(fields[3]),
                Path.of(unescape(fields[4])),
                tail[0].equals("cgroup2"),
                tail.length > 2 ? tail[2] : ""));
      }
    }
    return new MountTable(List.copyOf(mounts));
  }

  /** The kernel writes blanks as octal numbers. */
  private static String unescape(String text) {
    return text.replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\");
  }
}
