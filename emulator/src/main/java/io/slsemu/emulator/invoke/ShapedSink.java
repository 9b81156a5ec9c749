package io.slsemu.emulator.invoke;

import io.slsemu.runtimeapi.session.ResponseSink;
import java.nio.ByteBuffer;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Passes a response on no faster than its bandwidth allows. */
final class ShapedSink implements ResponseSink {
  private final ResponseSink next;
  private final TokenBucket bucket;
  private final ScheduledExecutorService timer;

  /**
   * @param timer wakes it when there is bandwidth again
   */
  ShapedSink(ResponseSink next, TokenBucket bucket, ScheduledExecutorService timer) {
    this.next = next;
    this.bucket = bucket;
    this.timer = timer;
  }

  @Override
  public void begin(String contentType) {
    next.begin(contentType);
  }

  /** Only one piece is under way at a time, so only one thread is in here. */
  @Override
  public void piece(ByteBuffer piece, Runnable more) {
    int granted = (int) bucket.take(piece.remaining());
    if (granted == 0) {
      wait(() -> piece(piece, more));
    } else if (granted == piece.remaining()) {
      next.piece(piece, more);
    } else {
      ByteBuffer part = piece.slice(piece.position(), granted);
      piece.position(piece.position() + granted);
      next.piece(part, () -> piece(piece, more));
    }
  }

  private void wait(Runnable rest) {
    try {
      timer.schedule(rest, bucket.nanosUntilRefill(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      // The emulator is being closed, and this invocation's environment with it.
    }
  }
}
