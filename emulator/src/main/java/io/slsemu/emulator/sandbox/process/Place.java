package io.slsemu.emulator.sandbox.process;

import io.slsemu.emulator.sandbox.host.LoopbackAddresses;
import java.io.File;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What stays when a sandbox is reset.
 *
 * @param scratch its directory on the host, with the disk behind {@code /tmp}
 * @param hostUser the host's user id behind the function's; 0 for none of its own
 * @param number tells the sandboxes of this emulator apart
 * @param ephemeralStorageMb size of {@code /tmp}
 */
record Place(Path scratch, long hostUser, int number, int ephemeralStorageMb) {

  /**
   * The address of this machine's network that {@code sandbox.localdomain} stands for inside. No
   * other sandbox has it, where each has a host user of its own; else two emulators may share one.
   */
  InetAddress address() {
    return hostUser > 0
        ? LoopbackAddresses.ofUnique(hostUser)
        : LoopbackAddresses.of((ProcessHandle.current().pid() << 6) + number);
  }

  /** Removes its files. What resists is left to the keeper. */
  void delete() {
    delete(scratch.toFile());
  }

  private static void delete(File file) {
    File[] entries = Files.isSymbolicLink(file.toPath()) ? null : file.listFiles();
    if (entries != null) {
      for (File entry : entries) {
        delete(entry);
      }
    }
    file.delete(); // the keeper clears what is left
  }
}
