package io.slsemu.runtimeapi.http;

import io.slsemu.runtimeapi.session.ResponseSink;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Takes a response, at once or when a test says so, and remembers it. */
final class FakeSink implements ResponseSink {

  /** Bytes that were handed over, and what asks for more. */
  record Piece(byte[] bytes, Runnable more) {}

  final BlockingQueue<Piece> pieces = new LinkedBlockingQueue<>();
  final AtomicLong total = new AtomicLong();
  final AtomicBoolean broken = new AtomicBoolean();
  volatile String contentType;

  private final boolean atOnce;
  private final AtomicBoolean held = new AtomicBoolean();

  /**
   * @param atOnce whether to ask for more at once, and keep nothing
   */
  FakeSink(boolean atOnce) {
    this.atOnce = atOnce;
  }

  @Override
  public void begin(String type) {
    broken.compareAndSet(false, contentType != null);
    contentType = type;
  }

  @Override
  public void piece(ByteBuffer piece, Runnable more) {
    broken.compareAndSet(false, contentType == null || held.getAndSet(true));
    total.addAndGet(piece.remaining());
    if (atOnce) {
      held.set(false);
      more.run();
      return;
    }
    byte[] bytes = new byte[piece.remaining()];
    piece.get(bytes);
    pieces.add(
        new Piece(
            bytes,
            () -> {
              held.set(false);
              more.run();
            }));
  }

  Piece next() throws InterruptedException {
    Piece piece = pieces.poll(20, TimeUnit.SECONDS);
    if (piece == null) {
      throw new AssertionError("no piece came");
    }
    return piece;
  }
}
