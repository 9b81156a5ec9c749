package io.slsemu.runtimeapi.telemetry;

import java.io.IOException;
import java.net.Socket;

/** The way to what listens inside one sandbox. */
@FunctionalInterface
public interface SandboxConnector {

  /**
   * Connects to a port as a process of the sandbox would to {@code sandbox.localdomain}. May block;
   * it is called on a delivery thread.
   *
   * @throws IOException if nobody listens there (yet); it is tried again
   */
  Socket connect(int port) throws IOException;
}
