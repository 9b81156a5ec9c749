package io.slsemu.emulator.sandbox.process;

import java.nio.file.Path;

/**
 * What the keeper tried out on this machine.
 *
 * @param firstUser the first of this emulator's user ids; 0 if it has none
 * @param namespaces {@code full} as root, {@code user} by a user namespace, {@code none}
 * @param ownUsers whether each sandbox can have a host user of its own
 * @param disks whether loop devices and {@code mkfs.ext4} are there
 * @param runDirectory this emulator's own directory for scratch files
 */
record Abilities(
    long firstUser, String namespaces, boolean ownUsers, boolean disks, Path runDirectory) {

  /** Reads {@code ready block=… ns=… users=… disks=… run=…}. */
  static Abilities parse(String greeting) {
    return new Abilities(
        Long.parseLong(Greeting.after(greeting, " block=", false)),
        Greeting.after(greeting, " ns=", false),
        Greeting.after(greeting, " users=", false).equals("1"),
        Greeting.after(greeting, " disks=", false).equals("1"),
        Path.of(Greeting.after(greeting, " run=", true)));
  }
}
