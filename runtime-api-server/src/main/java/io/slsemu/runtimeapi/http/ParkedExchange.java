package io.slsemu.runtimeapi.http;

import io.slsemu.runtimeapi.model.Invocation;
import io.slsemu.runtimeapi.session.ParkedPoll;
import io.slsemu.runtimeapi.session.PendingInvocation;
import io.slsemu.runtimeapi.session.Refusal;
import io.slsemu.runtimeapi.session.RuntimeSession;
import io.undertow.io.IoCallback;
import io.undertow.io.Sender;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpServerConnection;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.xnio.ChannelListener;
import org.xnio.IoUtils;
import org.xnio.conduits.ConduitStreamSourceChannel;

/**
 * A {@code GET next} that waits, holding no thread. While it waits, the I/O thread watches the
 * connection's source channel, since Undertow itself does not notice that the client of an open
 * exchange has gone. The event is written by the thread that offers it: no hop to the I/O thread.
 *
 * <p>The watch and the delivery may meet, so who may touch the connection is settled by one atomic
 * phase: the watch reads only after WATCHING → PEEKING, a delivery writes only after WATCHING →
 * CLAIMED, and one that finds PEEKING leaves the work to the I/O thread.
 */
final class ParkedExchange
    implements ParkedPoll, ChannelListener<ConduitStreamSourceChannel>, IoCallback {

  private enum Phase {
    WATCHING,
    PEEKING,
    HANDED_TO_IO_THREAD,
    CLAIMED,
    GONE
  }

  /** As in {@link BodyReader}: bounds the direct buffer that the JDK keeps for each thread. */
  private static final int WINDOW_BYTES = 128 * 1024;

  private final HttpServerExchange exchange;
  private final RuntimeSession session;
  private final HttpServerConnection connection;
  private final ConduitStreamSourceChannel source;

  /** Undertow's own, which takes the next request: back in its place before the answer. */
  private final @Nullable ChannelListener<? super ConduitStreamSourceChannel> requestListener;

  private final ReadAhead ahead;
  private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.WATCHING);

  /** Set by the delivering thread before it moves the phase, which publishes it. */
  private @Nullable PendingInvocation delivery;

  private ByteBuffer unsent = ByteBuffer.allocate(0);

  ParkedExchange(HttpServerExchange exchange, RuntimeSession session) {
    this.exchange = exchange;
    this.session = session;
    this.connection = (HttpServerConnection) exchange.getConnection();
    this.source = connection.getChannel().getSourceChannel();
    this.ahead = new ReadAhead(exchange, connection);
    this.requestListener = source.getReadListener();
  }

  /** Asks the session for an event, watching the client from before the session knows of it. */
  void park() {
    source.setReadListener(this);
    source.resumeReads();
    session.next(this).ifPresent(this::refuse);
  }

  /** Gives up on a fault of ours, before an event was promised to this poll. */
  void fail() {
    phase.set(Phase.CLAIMED);
    stopWatching();
    ApiErrors.internal(exchange);
  }

  private void refuse(Refusal refusal) {
    phase.set(Phase.CLAIMED);
    stopWatching();
    ApiErrors.refuse(exchange, refusal);
  }

  /** The watched client sent something, or has gone. */
  @Override
  public void handleEvent(ConduitStreamSourceChannel channel) {
    if (!phase.compareAndSet(Phase.WATCHING, Phase.PEEKING)) {
      return;
    }
    if (ahead.readFrom(source)) {
      if (!phase.compareAndSet(Phase.PEEKING, Phase.WATCHING)) {
        answer(handedOver());
      }
    } else {
      session.vanished(this);
      boolean handed = !phase.compareAndSet(Phase.PEEKING, Phase.GONE);
      ahead.release();
      closeConnection();
      if (handed) {
        session.undelivered(handedOver());
      }
    }
  }

  @Override
  public void deliver(PendingInvocation pending) {
    delivery = pending;
    if (phase.get() == Phase.WATCHING && requestListener == null) {
      // No listener to put back (a poll with a body): only the I/O thread can switch over safely.
      onIoThread(() -> claim(pending));
    } else {
      claim(pending);
    }
  }

  @Override
  public void abandon() {
    onIoThread(
        () -> {
          if (phase.compareAndSet(Phase.WATCHING, Phase.GONE)) {
            ahead.release();
          }
          closeConnection();
        });
  }

  private void claim(PendingInvocation pending) {
    while (true) {
      Phase seen = phase.get();
      if (seen == Phase.GONE) {
        session.undelivered(pending);
        return;
      }
      Phase next = seen == Phase.PEEKING ? Phase.HANDED_TO_IO_THREAD : Phase.CLAIMED;
      if (phase.compareAndSet(seen, next)) {
        if (next == Phase.CLAIMED) {
          answer(pending);
        }
        return;
      }
    }
  }

  private PendingInvocation handedOver() {
    PendingInvocation pending = delivery;
    if (pending == null) {
      throw new IllegalStateException("handed over without an invocation");
    }
    return pending;
  }

  /**
   * Puts Undertow's listener back and leaves reads on: should the next request come before this
   * exchange is over, that listener itself suspends them. So no wake-up of the I/O thread is
   * needed, and none can be lost.
   */
  private void stopWatching() {
    if (requestListener == null) {
      source.suspendReads();
    }
    source.setReadListener(requestListener);
    ahead.giveBack();
  }

  private void answer(PendingInvocation pending) {
    delivery = pending;
    try {
      stopWatching();
      byte[] event = pending.invocation().event();
      writeHead(pending, exchange.getResponseHeaders());
      exchange.setResponseContentLength(event.length);
      unsent = ByteBuffer.wrap(event);
      send();
    } catch (RuntimeException e) {
      failed(pending);
    }
  }

  private void send() {
    int end = unsent.limit();
    int window = Math.min(unsent.remaining(), WINDOW_BYTES);
    ByteBuffer part = unsent.duplicate().limit(unsent.position() + window);
    unsent.position(unsent.position() + window);
    if (unsent.position() == end) {
      session.delivering(handedOver());
    }
    exchange.getResponseSender().send(part, this);
  }

  @Override
  public void onComplete(HttpServerExchange same, Sender sender) {
    if (unsent.hasRemaining()) {
      send();
    } else {
      exchange.endExchange();
    }
  }

  @Override
  public void onException(HttpServerExchange same, Sender sender, IOException e) {
    failed(handedOver());
  }

  private void failed(PendingInvocation pending) {
    onIoThread(this::closeConnection);
    session.undelivered(pending);
  }

  private void onIoThread(Runnable task) {
    try {
      exchange.getIoThread().execute(task);
    } catch (RejectedExecutionException e) {
      // The worker has been shut down, and its connections with it.
      IoUtils.safeClose(connection);
    }
  }

  /** Not to be kept alive: Undertow would else go on with what a pipelining client has sent. */
  private void closeConnection() {
    exchange.setPersistent(false);
    IoUtils.safeClose(connection);
  }

  private static void writeHead(PendingInvocation pending, HeaderMap headers) {
    Invocation invocation = pending.invocation();
    put(headers, RuntimeHeaders.REQUEST_ID, invocation.requestId());
    put(headers, RuntimeHeaders.INVOCATION_ID, pending.invocationId());
    put(headers, RuntimeHeaders.DEADLINE_MS, Long.toString(invocation.deadlineEpochMillis()));
    put(headers, RuntimeHeaders.FUNCTION_ARN, invocation.functionArn());
    put(headers, RuntimeHeaders.TRACE_ID, invocation.traceId());
    put(headers, RuntimeHeaders.CLIENT_CONTEXT, invocation.clientContext());
    put(headers, RuntimeHeaders.COGNITO_IDENTITY, invocation.cognitoIdentity());
    put(headers, Headers.CONTENT_TYPE, invocation.contentType());
  }

  /** The service leaves out what is empty. */
  private static void put(HeaderMap headers, HttpString name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      headers.put(name, bytesAsChars(value));
    }
  }

  /** Undertow writes the low byte of each char; the service's headers are UTF-8. */
  private static String bytesAsChars(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) > 0x7F) {
        return new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
      }
    }
    return value;
  }
}
