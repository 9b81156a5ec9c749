package io.slsemu.emulator.sandbox.docker;

import io.slsemu.emulator.sandbox.host.ProcNetTcp;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Who listens where on this machine (proc(5)).
 *
 * @param directory holds {@code tcp} and {@code tcp6}
 */
record ListeningSockets(Path directory) {
  private static final String LISTENING = "0A";

  static ListeningSockets ofThisMachine() {
    return new ListeningSockets(Path.of("/proc/net"));
  }

  /** Whether anybody listens at this very address; false where that cannot be seen. */
  boolean anyAt(InetAddress address) {
    if (!(address instanceof Inet4Address)) {
      return false;
    }
    String wanted = ProcNetTcp.hex(address) + ":";
    return any("tcp", wanted) || any("tcp6", ProcNetTcp.MAPPED + wanted);
  }

  private boolean any(String table, String wanted) {
    return lines(table).stream()
        .map(line -> line.strip().split("\\s+"))
        .anyMatch(
            columns ->
                columns.length > 3
                    && columns[1].startsWith(wanted)
                    && columns[3].equals(LISTENING));
  }

  private List<String> lines(String table) {
    try {
      return Files.readAllLines(directory.resolve(table));
    } catch (IOException notLinux) {
      return List.of();
    }
  }
}
