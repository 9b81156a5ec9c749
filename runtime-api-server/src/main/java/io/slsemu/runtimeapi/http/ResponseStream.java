package io.slsemu.runtimeapi.http;

import io.slsemu.runtimeapi.model.RuntimeAnswer;
import io.slsemu.runtimeapi.session.AnswerTicket;
import io.slsemu.runtimeapi.session.ResponseSink;
import io.undertow.io.IoCallback;
import io.undertow.io.Sender;
import io.undertow.server.Connectors;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpContinue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import org.xnio.ChannelListener;
import org.xnio.IoUtils;
import org.xnio.channels.StreamSourceChannel;

/**
 * Hands a response's body on while it comes. Reads on the exchange's I/O thread, and only when the
 * sink has taken the piece before: a slow caller slows the runtime down, through its socket.
 */
final class ResponseStream implements ChannelListener<StreamSourceChannel>, IoCallback {

  /** Whose turn it is, and whether the sink has taken a piece while it was being handed over. */
  private enum Turn {
    READER,
    HANDING_OVER,
    SINK
  }

  private static final int WINDOW_BYTES = 64 * 1024;

  /** A runtime that sends this much more than it may is cut off. */
  private static final long MAX_DISCARDED_BYTES = 64L * 1024 * 1024;

  private final HttpServerExchange exchange;
  private final ResponseSink sink;
  private final LongSupplier nanoClock;
  private final AnswerTicket ticket;
  private final LongFunction<RuntimeAnswer> end;
  private final AtomicReference<Turn> turn = new AtomicReference<>(Turn.READER);
  private final ByteBuffer window = ByteBuffer.allocate(WINDOW_BYTES);

  private long count;
  private long firstByteNanos;

  /**
   * @param end makes the answer of a body that came to its end; told its length
   */
  ResponseStream(
      HttpServerExchange exchange,
      ResponseSink sink,
      LongSupplier nanoClock,
      AnswerTicket ticket,
      LongFunction<RuntimeAnswer> end) {
    this.exchange = exchange;
    this.sink = sink;
    this.nanoClock = nanoClock;
    this.ticket = ticket;
    this.end = end;
    this.firstByteNanos = nanoClock.getAsLong();
  }

  /** Starts to read, on the exchange's I/O thread. */
  void begin() {
    sink.begin(AnswerPost.contentType(exchange));
    if (exchange.isRequestComplete()) {
      finish(end.apply(0), () -> ApiReply.accepted(exchange));
    } else if (HttpContinue.requiresContinueResponse(exchange)) {
      HttpContinue.sendContinueResponse(exchange, this);
    } else {
      start();
    }
  }

  /** "100 Continue" is sent. */
  @Override
  public void onComplete(HttpServerExchange same, Sender sender) {
    start();
  }

  @Override
  public void onException(HttpServerExchange same, Sender sender, IOException e) {
    cutShort();
  }

  private void start() {
    StreamSourceChannel channel = exchange.getRequestChannel();
    channel.getReadSetter().set(this);
    handleEvent(channel);
  }

  /** More of the body may have come, or the sink wants more. */
  @Override
  public void handleEvent(StreamSourceChannel channel) {
    try {
      pump(channel);
    } catch (RuntimeException e) {
      ApiErrors.internal(exchange);
    }
  }

  private void pump(StreamSourceChannel channel) {
    int n;
    try {
      do {
        n = channel.read(window.clear());
      } while (n > 0 && took(channel, n));
    } catch (IOException | RuntimeException e) {
      // The latter is how Undertow says that chunks or trailers are malformed.
      giveUp();
      cutShort();
      return;
    }
    if (n == 0) {
      channel.resumeReads();
      return;
    }
    channel.suspendReads();
    if (n < 0) {
      ended();
    } else if (count > ApiErrors.MAX_STREAMED_BYTES + MAX_DISCARDED_BYTES) {
      giveUp();
      ended();
    }
  }

  /**
   * Passes bytes on, up to the limit; what is above it is thrown away, so that a runtime that
   * writes first and reads then sees the answer.
   *
   * @return whether to read on at once
   */
  private boolean took(StreamSourceChannel channel, int n) {
    if (count == 0) {
      firstByteNanos = nanoClock.getAsLong();
    }
    long room = ApiErrors.MAX_STREAMED_BYTES - count;
    count += n;
    if (room <= 0) {
      return count <= ApiErrors.MAX_STREAMED_BYTES + MAX_DISCARDED_BYTES;
    }
    window.flip().limit((int) Math.min(n, room));
    turn.set(Turn.HANDING_OVER);
    sink.piece(window, () -> taken(channel));
    return !turn.compareAndSet(Turn.HANDING_OVER, Turn.SINK);
  }

  /** The sink wants more; told by any thread. */
  private void taken(StreamSourceChannel channel) {
    if (turn.getAndSet(Turn.READER) == Turn.SINK) {
      try {
        exchange.getIoThread().execute(() -> handleEvent(channel));
      } catch (RejectedExecutionException e) {
        // The worker has been shut down, and its connections with it.
        IoUtils.safeClose(exchange.getConnection());
      }
    }
  }

  private void ended() {
    if (count > ApiErrors.MAX_STREAMED_BYTES) {
      finish(
          new RuntimeAnswer.Oversized(ApiErrors.MAX_STREAMED_BYTES),
          () -> ApiErrors.tooLarge(exchange, ApiErrors.MAX_STREAMED_BYTES));
    } else {
      finish(end.apply(count), () -> ApiReply.accepted(exchange));
    }
  }

  /** What was handed on cannot be taken back: unlike a buffered answer, this one counts. */
  private void cutShort() {
    ticket.answer(new RuntimeAnswer.Truncated(count), firstByteNanos, nanoClock.getAsLong());
    ApiErrors.truncated(exchange);
  }

  private void giveUp() {
    exchange.setPersistent(false);
    Connectors.terminateRequest(exchange);
  }

  private void finish(RuntimeAnswer answer, Runnable reply) {
    boolean taken = ticket.answer(answer, firstByteNanos, nanoClock.getAsLong());
    AnswerPost.reply(exchange, taken, reply);
  }
}
