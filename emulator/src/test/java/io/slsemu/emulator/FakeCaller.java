package io.slsemu.emulator;

import io.slsemu.emulator.environment.InvocationOutcome;
import io.slsemu.emulator.invoke.StreamingResponder;
import io.slsemu.runtimeapi.model.Invocation;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Takes a streamed response and remembers it; opens a gate when the first bytes are there. */
final class FakeCaller implements StreamingResponder {
  final List<InvocationOutcome> answers = Collections.synchronizedList(new ArrayList<>());
  volatile String contentType;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private final Runnable onFirst;

  FakeCaller(Runnable onFirst) {
    this.onFirst = onFirst;
  }

  @Override
  public void begin(String requestId, String type) {
    contentType = type;
  }

  @Override
  public void piece(ByteBuffer piece, Runnable more) {
    synchronized (body) {
      byte[] bytes = new byte[piece.remaining()];
      piece.get(bytes);
      body.writeBytes(bytes);
    }
    onFirst.run();
    more.run();
  }

  @Override
  public void answer(Invocation invocation, InvocationOutcome outcome) {
    answers.add(outcome);
  }

  String text() {
    synchronized (body) {
      return body.toString(StandardCharsets.UTF_8);
    }
  }

  int length() {
    synchronized (body) {
      return body.size();
    }
  }
}
