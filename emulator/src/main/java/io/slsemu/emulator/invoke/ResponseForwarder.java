package io.slsemu.emulator.invoke;

import io.slsemu.runtimeapi.session.ResponseSink;
import java.nio.ByteBuffer;

/** Passes a runtime's response on to a caller as fast as the caller takes it. */
final class ResponseForwarder implements ResponseSink {
  private final String requestId;
  private final StreamingResponder responder;

  ResponseForwarder(String requestId, StreamingResponder responder) {
    this.requestId = requestId;
    this.responder = responder;
  }

  @Override
  public void begin(String contentType) {
    responder.begin(requestId, contentType);
  }

  @Override
  public void piece(ByteBuffer piece, Runnable more) {
    responder.piece(piece, more);
  }
}
