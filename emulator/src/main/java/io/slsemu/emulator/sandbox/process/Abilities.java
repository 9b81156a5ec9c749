package io.slsemu.emulator.sandbox.process;

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
record Abilities(
    long firstUser,
    String namespaces,
    boolean ownUsers,
    boolean disks,
    boolean inMemory,
    Path runDirectory) {

  /** The same without what only a higher level has. */
  Abilities atMost(Fidelity.Level level) {
    if (level == Fidelity.Level.FULL || namespaces.equals("none")) {
      return this;
    }
    String left = level == Fidelity.Level.REDUCED ? "none" : "user";
    return new Abilities(0, left, false, false, inMemory, runDirectory);
  }

  /** Reads {@code ready block=… ns=… users=… disks=… memory=… run=…}. */
  static Abilities parse(String greeting) {
    return new Abilities(
        Long.parseLong(Greeting.after(greeting, " block=", false)),
        Greeting.after(greeting, " ns=", false),
        Greeting.after(greeting, " users=", false).equals("1"),
        Greeting.after(greeting, " disks=", false).equals("1"),
        Greeting.after(greeting, " memory=", false).equals("1"),
        Path.of(Greeting.after(greeting, " run=", true)));
  }
}
