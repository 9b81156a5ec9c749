package io.slsemu.runtimeapi;

import java.net.InetSocketAddress;

/** One environment's Runtime API: the place where its one session is served. */
public interface RuntimeApiEndpoint extends AutoCloseable {

  /** Where it is served: the value of {@code AWS_LAMBDA_RUNTIME_API}. */
  InetSocketAddress address();

  /** Closes the session and every connection, and stops serving them. Idempotent. */
  @Override
  void close();
}
