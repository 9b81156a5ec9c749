package io.slsemu.emulator.trigger.mapping;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One way for HTTP requests to reach a function: what it makes of them, and of the answers. */
public interface FrontDoor {

  /** How many bytes a request's body may have. */
  int maxBodyBytes();

  /** How long it waits for the function, null: as long as the function may take. */
  @Nullable Duration patience();

  /** The answer to a request that reaches no function, null if it does. */
  default @Nullable WebResponse intercept(WebRequest request) {
    return null;
  }

  /** The event for the function, JSON. */
  byte[] event(WebRequest request, Arrival arrival);

  /**
   * The response to the client.
   *
   * @param payload what the function answered
   * @throws MalformedAnswerException if that is no response
   */
  WebResponse response(WebRequest request, Arrival arrival, byte[] payload)
      throws MalformedAnswerException;

  /** What the client gets instead of an answer. */
  WebResponse failure(WebRequest request, Arrival arrival, Failure failure);
}
