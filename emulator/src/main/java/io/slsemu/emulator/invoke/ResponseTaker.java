package io.slsemu.emulator.invoke;

import java.nio.ByteBuffer;

/**
 * Takes a response while the function is still making it. The methods are called by threads of the
 * platform and must not block. After a timeout or a crash a piece may still come when the
 * invocation is over: it has no taker any more, and {@code more} is to be run at once.
 */
public interface ResponseTaker {

  /**
   * The function begins to respond; no byte is there yet. Not called if it never does.
   *
   * @param contentType the response's media type as the function named it
   */
  void begin(String requestId, String contentType);

  /**
   * The next bytes. The function gets no further than what was taken.
   *
   * @param piece valid until {@code more} is run
   * @param more to be run once, by any thread, now or later
   */
  void piece(ByteBuffer piece, Runnable more);
}
