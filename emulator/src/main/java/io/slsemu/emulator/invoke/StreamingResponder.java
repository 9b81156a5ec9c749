package io.slsemu.emulator.invoke;

import io.slsemu.emulator.environment.InvocationOutcome;
import io.slsemu.runtimeapi.model.Invocation;
import java.nio.ByteBuffer;

/**
 * Gives a caller its response while the function is still making it. {@link #answer} comes last and
 * ends the stream: its outcome is {@code OK} without a payload after a whole response, else the
 * error, in mid-stream or instead of a response.
 */
public interface StreamingResponder extends Responder, ResponseTaker {

  /** The taker itself if it is told the outcome too, else one that leaves that to the result. */
  static StreamingResponder of(ResponseTaker taker) {
    if (taker instanceof StreamingResponder whole) {
      return whole;
    }
    return new StreamingResponder() {
      @Override
      public void begin(String requestId, String contentType) {
        taker.begin(requestId, contentType);
      }

      @Override
      public void piece(ByteBuffer piece, Runnable more) {
        taker.piece(piece, more);
      }

      @Override
      public void answer(Invocation invocation, InvocationOutcome outcome) {}
    };
  }
}
