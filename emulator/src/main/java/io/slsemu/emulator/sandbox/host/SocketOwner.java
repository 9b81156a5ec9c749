package io.slsemu.emulator.sandbox.host;

import org.jspecify.annotations.Nullable;

/**
 * Whose a socket is.
 *
 * @param user the host's user id
 * @param inode its number, as {@code /proc/PID/fd} shows it
 */
record SocketOwner(long user, long inode) {

  /** Reads {@code user inode}; null where the kernel knows no such socket or cannot be asked. */
  static @Nullable SocketOwner parse(String answer) {
    int blank = answer.indexOf(' ');
    if (blank <= 0 || answer.charAt(0) == '-' || answer.charAt(0) == '?') {
      return null;
    }
    return new SocketOwner(
        Long.parseLong(answer.substring(0, blank)), Long.parseLong(answer.substring(blank + 1)));
  }
}
