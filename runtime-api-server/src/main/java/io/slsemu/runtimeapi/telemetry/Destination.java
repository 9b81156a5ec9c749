package io.slsemu.runtimeapi.telemetry;

/** Where a subscriber listens: a port inside its own sandbox. */
sealed interface Destination {

  int port();

  /**
   * @param method {@code POST} or {@code PUT}
   * @param host for the Host header
   * @param path with the query, beginning with a slash
   */
  record Http(String method, String host, int port, String path) implements Destination {}

  /** Gets a line of JSON for each event. */
  record Tcp(int port) implements Destination {}
}
