package io.slsemu.emulator.sandbox.host;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/**
 * Addresses of this machine's own network that stand for single sandboxes which share it: the
 * second quarter of 127.0.0.0/8 by a number that is unique on this machine, the third by others.
 */
public final class LoopbackAddresses {
  private static final int LOOPBACK = 127 << 24;
  private static final int COUNT = 64 << 16;

  private LoopbackAddresses() {}

  /** For a number that no other sandbox of this machine has, as host users are. */
  public static InetAddress ofUnique(long number) {
    return of(COUNT, number);
  }

  /** For one that another emulator's sandbox may have, if seldom. */
  public static InetAddress of(long number) {
    return of(2 * COUNT, number);
  }

  private static InetAddress of(int first, long number) {
    int address = LOOPBACK + first + (int) Math.floorMod(number, (long) COUNT);
    try {
      return InetAddress.getByAddress(ByteBuffer.allocate(4).putInt(address).array());
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four octets are an address", e);
    }
  }
}
