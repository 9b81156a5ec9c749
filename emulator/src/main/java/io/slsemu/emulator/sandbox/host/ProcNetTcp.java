package io.slsemu.emulator.sandbox.host;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
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
public final class ProcNetTcp {
  /** How tcp6 writes what stands before an address of version 4; Java's own sockets are there. */
  public static final String MAPPED = "0000000000000000FFFF0000";

  private static final int USER = 7;
  private static final int INODE = 9;

  private ProcNetTcp() {}

  static @Nullable SocketOwner owner(InetSocketAddress peer, InetSocketAddress local) {
    if (!(peer.getAddress() instanceof Inet4Address)) {
      return null;
    }
    String pair = hex(peer) + " " + hex(local);
    SocketOwner owner = find("/proc/net/tcp", pair);
    return owner != null
        ? owner
        : find("/proc/net/tcp6", MAPPED + hex(peer) + " " + MAPPED + hex(local));
  }

  /** The nearest that listens, as the kernel chooses: on this address rather than on all. */
  static @Nullable SocketOwner listener(InetSocketAddress address) {
    String nobody = " 00000000:0000 0A";
    String port = String.format(Locale.ROOT, ":%04X", address.getPort());
    SocketOwner owner = find("/proc/net/tcp", ": " + hex(address) + nobody);
    if (owner == null) {
      owner = find("/proc/net/tcp", ": 00000000" + port + nobody);
    }
    String all = "0".repeat(32);
    return owner != null
        ? owner
        : find("/proc/net/tcp6", ": " + all + port + " " + all + ":0000 0A");
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

  /**
   * An address of version 4 as the kernel writes it: as a number of this machine, which is
   * little-endian.
   */
  public static String hex(InetAddress address) {
    byte[] octets = address.getAddress();
    return String.format(
        Locale.ROOT, "%02X%02X%02X%02X", octets[3], octets[2], octets[1], octets[0]);
  }

  private static String hex(InetSocketAddress end) {
    return hex(end.getAddress()) + String.format(Locale.ROOT, ":%04X", end.getPort());
  }
}
