package io.slsemu.emulator.sandbox.docker;

import io.slsemu.emulator.sandbox.cgroup.Limits;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A started container in which nothing runs yet but its init. One slot serves one start.
 *
 * @param id the engine's name for it
 * @param process the host's id of its init, 0 where what matters of it is not on this machine
 * @param place where its code and {@code /tmp} are shown, null where they were bound
 * @param tmp {@code disk} or {@code memory}
 * @param address what {@code sandbox.localdomain} stands for inside
 */
record ContainerSlot(
    String id,
    long process,
    @Nullable Path place,
    String tmp,
    InetAddress address,
    InitChannel channel,
    Limits limits) {

  /** Its end shows in the process table at once, on the connection a moment later. */
  boolean isAlive() {
    return !channel.end().isDone()
        && (place == null || Files.exists(Path.of("/proc", Long.toString(process))));
  }
}
