package io.slsemu.emulator.sandbox.host;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Finds a connection in {@code /proc/net/tcp}: for kernels without socket diagnosis, since reading
 * the whole table takes milliseconds.
 */
final class ProcNetTcp {
  private static final int USER = 7;
  private static final int INODE = 9;

  private ProcNetTcp() {}

  static @Nullable SocketOwner owner(InetSocketAddress peer, InetSocketAddress local) {
    if (!(peer.getAddress() instanceof Inet4Address)) {
      return null;
    }
    String pair = hex(peer) + " " + hex(local);
    String mapped = "0000000000000000FFFF0000";
    SocketOwner owner = find("/proc/net/tcp", pair);
    return owner != null
        ? owner
        : find("/proc/net/tcp6", mapped + hex(peer) + " " + mapped + hex(local));
  }

  private static @Nullable SocketOwner find(String table, String pair) {
    try (BufferedReader lines = Files.newBufferedReader(Path.of(table), StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.contains(pair)) {
          String[] fields = line.trim().split(" +");
          return new SocketOwner(Long.parseLong(fields[USER]), Long.parseLong(fields[INODE]));
        }
      }
      return null;
    } catch (IOException absent) {
      return null;
    }
  }

  /** The kernel writes an address as a number of this machine, which is little-endian. */
  private static String hex(InetSocketAddress end) {
    byte[] octets = end.getAddress().getAddress();
    return String.format(
        Locale.ROOT,
        "%02X%02X%02X%02X:%04X",
        octets[3],
        octets[2],
        octets[1],
        octets[0],
        end.getPort());
  }
}
