package io.slsemu.emulator.sandbox.host;

import io.slsemu.emulator.sandbox.Fidelity;
import java.nio.file.Path;

/**
 * What the keeper tried out on this machine.
 *
 * @param firstUser the first of this emulator's user ids; 0 if it has none
 * @param namespaces {@code full} as root, {@code user} by a user namespace, {@code none}
 * @param ownUsers whether each sandbox can have a host user of its own
 * @param disks whether loop devices and {@code mkfs.ext4} are there
 * @param inMemory whether the state directory is on a file system in memory
 * @param runDirectory this emulator's own directory for scratch files
 */
public record Abilities(
    long firstUser,
    String namespaces,
    boolean ownUsers,
    boolean disks,
    boolean inMemory,
    Path runDirectory) {

  /** The same without what only a higher level has. */
  public Abilities atMost(Fidelity.Level level) {
    if (level == Fidelity.Level.FULL || namespaces.equals("none")) {
      return this;
    }
    String left = level == Fidelity.Level.REDUCED ? "none" : "user";
    return new Abilities(0, left, false, false, inMemory, runDirectory);
  }

  /** Reads {@code ready block=… ns=… users=… disks=… memory=… run=…}. */
  public static Abilities parse(String greeting) {
    return new Abilities(
        Long.parseLong(after(greeting, " block=", false)),
        after(greeting, " ns=", false),
        after(greeting, " users=", false).equals("1"),
        after(greeting, " disks=", false).equals("1"),
        after(greeting, " memory=", false).equals("1"),
        Path.of(after(greeting, " run=", true)));
  }

  /** The value behind a key, up to the next blank or to the end of the line; empty if absent. */
  public static String after(String line, String key, boolean toTheEnd) {
    int start = line.indexOf(key);
    if (start < 0) {
      return "";
    }
    int end = toTheEnd ? -1 : line.indexOf(' ', start + key.length());
    return line.substring(start + key.length(), end < 0 ? line.length() : end);
  }
}
