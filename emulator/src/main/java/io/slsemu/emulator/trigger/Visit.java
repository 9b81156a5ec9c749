package io.slsemu.emulator.trigger;

import io.slsemu.emulator.function.FunctionReference;
import io.slsemu.emulator.trigger.mapping.Arrival;
import io.slsemu.emulator.trigger.mapping.Failure;
import io.slsemu.emulator.trigger.mapping.FrontDoor;
import io.slsemu.emulator.trigger.mapping.MalformedAnswerException;
import io.slsemu.emulator.trigger.mapping.WebRequest;
import io.slsemu.emulator.trigger.mapping.WebResponse;
import java.util.function.Consumer;

/**
 * One request at a front door.
 *
 * @param function what it is for
 * @param notices told why an answer was not taken
 */
record Visit(
    FrontDoor door,
    FunctionReference function,
    WebRequest request,
    Arrival arrival,
    Consumer<String> notices) {

  /** What the function's answer is to the client. */
  WebResponse response(byte[] payload) {
    try {
      return door.response(request, arrival, payload);
    } catch (MalformedAnswerException e) {
      return malformed(e);
    }
  }

  WebResponse failure(Failure failure) {
    return door.failure(request, arrival, failure);
  }

  /** The client is told nothing of why, as in the cloud; the developer is. */
  WebResponse malformed(MalformedAnswerException e) {
    notices.accept(
        function
            + " answered "
            + request.method()
            + " "
            + request.rawPath()
            + " with what is no HTTP response: "
            + e.getMessage());
    return failure(Failure.MALFORMED_ANSWER);
  }
}
