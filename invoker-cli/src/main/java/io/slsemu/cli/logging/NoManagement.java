package io.slsemu.cli.logging;

/**
 * What the launcher has JMX make its servers with, which therefore has none. XNIO registers beans
 * there, which takes 45 ms and nobody asks; it does without where there is no server.
 */
public final class NoManagement {
  /** Fails: with an error, since JMX logs exceptions and all of logging wakes for that. */
  public NoManagement() {
    throw new AssertionError("no JMX: nobody asks for it, and it takes long to wake");
  }
}
