package io.slsemu.runtimeapi;

import java.net.InetSocketAddress;

/** One environment's Runtime API: a listening socket with one session behind it. */
public interface RuntimeApiEndpoint extends AutoCloseable {

  /** Where it listens: the value of {@code AWS_LAMBDA_RUNTIME_API}. */
  InetSocketAddress address();

  /** Stops listening, closes the session and every connection. Idempotent. */
  @Override
  void close();
}
