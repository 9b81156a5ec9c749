package io.slsemu.runtimeapi.http;

import io.undertow.io.IoCallback;
import io.undertow.io.Sender;
import io.undertow.server.Connectors;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpContinue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.xnio.ChannelListener;
import org.xnio.channels.StreamSourceChannel;

/**
 * Reads one request's body on its I/O thread, without blocking: mostly in one go, since small
 * bodies come with their heads. A body over the limit is read to its end and thrown away, so that a
 * client that writes first and reads then sees the answer.
 */
final class BodyReader implements ChannelListener<StreamSourceChannel>, IoCallback {

  private static final int FIRST_CHUNK_BYTES = 16 * 1024;

  /** The JDK copies through a direct buffer as large as the window, and keeps that buffer. */
  private static final int WINDOW_BYTES = 64 * 1024;

  /** A client that sends this much more than it may is cut off. */
  private static final long MAX_DISCARDED_BYTES = 64L * 1024 * 1024;

  private final HttpServerExchange exchange;
  private final int limit;
  private final LongSupplier nanoClock;
  private final Consumer<RequestBody> receiver;

  private byte[] bytes;
  private long count;
  private boolean begun;
  private long firstByteNanos;

  private BodyReader(
      HttpServerExchange exchange,
      int limit,
      LongSupplier nanoClock,
      Consumer<RequestBody> receiver) {
    this.exchange = exchange;
    this.limit = limit;
    this.nanoClock = nanoClock;
    this.receiver = receiver;
    this.firstByteNanos = nanoClock.getAsLong();
    this.bytes = new byte[0];
  }

  /**
   * Starts to read; the receiver is called once, at once or later, on the exchange's I/O thread.
   *
   * @param limit the largest body that is kept, in bytes
   */
  static void read(
      HttpServerExchange exchange,
      int limit,
      LongSupplier nanoClock,
      Consumer<RequestBody> receiver) {
    new BodyReader(exchange, limit, nanoClock, receiver).begin();
  }

  /** Reads a body to its end, or to a bound, and forgets it; then runs the rest, whatever came. */
  static void discard(HttpServerExchange exchange, Runnable rest) {
    new BodyReader(exchange, 0, () -> 0, body -> rest.run()).begin();
  }

  private void begin() {
    long declared = exchange.getRequestContentLength();
    if (exchange.isRequestComplete()) {
      finish(new RequestBody.Whole(bytes, firstByteNanos, firstByteNanos));
    } else if (!HttpContinue.requiresContinueResponse(exchange)) {
      start(declared);
    } else if (declared > limit) {
      finish(new RequestBody.TooLarge(firstByteNanos, firstByteNanos));
    } else {
      HttpContinue.sendContinueResponse(exchange, this);
    }
  }

  private void start(long declared) {
    if (declared > limit) {
      bytes = new byte[FIRST_CHUNK_BYTES];
      count = (long) limit + 1;
    } else {
      bytes = new byte[declared >= 0 ? (int) declared : FIRST_CHUNK_BYTES];
    }
    StreamSourceChannel channel = exchange.getRequestChannel();
    if (pump(channel)) {
      return;
    }
    channel.getReadSetter().set(this);
    channel.resumeReads();
  }

  /** More of the body has come. */
  @Override
  public void handleEvent(StreamSourceChannel channel) {
    try {
      pump(channel);
    } catch (RuntimeException e) {
      ApiErrors.internal(exchange);
    }
  }

  /** "100 Continue" is sent. */
  @Override
  public void onComplete(HttpServerExchange same, Sender sender) {
    start(exchange.getRequestContentLength());
  }

  @Override
  public void onException(HttpServerExchange same, Sender sender, IOException e) {
    finish(new RequestBody.CutShort());
  }

  /** Reads what is there; returns whether the body has ended. */
  private boolean pump(StreamSourceChannel channel) {
    try {
      int n = channel.read(window());
      while (n > 0 && count <= limit + MAX_DISCARDED_BYTES) {
        took(n);
        n = channel.read(window());
      }
      if (n == 0) {
        return false;
      }
      if (n > 0) {
        giveUp();
      }
      channel.suspendReads();
    } catch (IOException | RuntimeException e) {
      // The latter is how Undertow says that chunks or trailers are malformed.
      giveUp();
      finish(new RequestBody.CutShort());
      return true;
    }
    finish(whole());
    return true;
  }

  /** What is left of the body is not worth reading: the connection ends with the answer. */
  private void giveUp() {
    exchange.setPersistent(false);
    Connectors.terminateRequest(exchange);
  }

  private ByteBuffer window() {
    if (count > limit) {
      return ByteBuffer.wrap(bytes);
    }
    int start = (int) count;
    return ByteBuffer.wrap(bytes, start, Math.min(bytes.length - start, WINDOW_BYTES));
  }

  private void took(int n) {
    if (!begun) {
      begun = true;
      firstByteNanos = nanoClock.getAsLong();
    }
    count += n;
    boolean more = exchange.getRequestContentLength() < 0;
    if (more && count == bytes.length && count <= limit) {
      bytes = Arrays.copyOf(bytes, (int) Math.min(limit + 1L, 2 * count));
    }
  }

  private RequestBody whole() {
    long now = nanoClock.getAsLong();
    if (count > limit) {
      return new RequestBody.TooLarge(firstByteNanos, now);
    }
    byte[] exact = count == bytes.length ? bytes : Arrays.copyOf(bytes, (int) count);
    return new RequestBody.Whole(exact, firstByteNanos, now);
  }

  private void finish(RequestBody body) {
    receiver.accept(body);
  }
}
