package io.slsemu.runtimeapi.model;

import java.net.InetSocketAddress;

/** Decides, once for each accepted connection, whether it comes from the endpoint's environment. */
@FunctionalInterface
public interface PeerPolicy {

  /** Admits everybody who can reach the address: for tests, and where nothing better can be had. */
  PeerPolicy ANYONE = (peer, local) -> true;

  /**
   * Called on an I/O thread with both ends of the connection: must be quick.
   *
   * @return false to close the connection unanswered
   */
  boolean admits(InetSocketAddress peer, InetSocketAddress local);
}
