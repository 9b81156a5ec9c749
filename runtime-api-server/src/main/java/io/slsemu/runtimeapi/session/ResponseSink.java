package io.slsemu.runtimeapi.session;

import java.nio.ByteBuffer;

/**
 * Takes a response while the runtime is still sending it. Its methods are called one after another
 * by threads that must not be blocked; how the response ended is told by {@link
 * PendingInvocation#answer()}, after the last piece was taken.
 */
public interface ResponseSink {

  /**
   * The runtime has begun to respond; no byte of the body is there yet.
   *
   * @param contentType the body's media type as the runtime named it
   */
  void begin(String contentType);

  /**
   * The next bytes of the body. No more of it is read until {@code more} has been run: so a runtime
   * is not faster than who takes its response.
   *
   * @param piece valid until {@code more} is run
   * @param more to be run once, by any thread, now or later
   */
  void piece(ByteBuffer piece, Runnable more);
}
