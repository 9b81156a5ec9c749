package io.slsemu.runtimeapi;

import io.slsemu.runtimeapi.session.MeetingPoint;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * One listening socket that serves many environments, told apart by the address a connection comes
 * from. Connections from any other address are closed unanswered. As on the service, every
 * environment thus finds its Runtime API at the same place.
 */
public interface SharedRuntimeApi extends AutoCloseable {

  /** Where it listens: the value of {@code AWS_LAMBDA_RUNTIME_API} for every environment. */
  InetSocketAddress address();

  /**
   * Serves a session to the connections that come from an address. Closing the endpoint closes the
   * session and those connections, and nothing else; the address may then be opened again at once,
   * and no connection made before that reaches the new session. Not to be called on an I/O thread:
   * opening an address again waits, for a fraction of a millisecond, for what was connected before.
   *
   * @param session who answers; closed with the endpoint
   * @param peer the environment's address, which nobody else may be able to take
   * @throws IllegalStateException if the address has an open endpoint, or the listener is closed;
   *     the session is then still the caller's to close
   */
  RuntimeApiEndpoint open(MeetingPoint session, InetAddress peer);

  /** Stops listening and closes every endpoint. Idempotent. */
  @Override
  void close();
}
