package io.slsemu.runtimeapi.http;

import io.slsemu.runtimeapi.session.EventPoll;
import io.undertow.io.IoCallback;
import io.undertow.io.Sender;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpServerConnection;
import io.undertow.util.HeaderMap;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.xnio.ChannelListener;
import org.xnio.IoUtils;
import org.xnio.conduits.ConduitStreamSourceChannel;

/**
 * A GET that waits for an event, holding no thread. While it waits, the I/O thread watches the
 * connection's source channel, since Undertow itself does not notice that the client of an open
 * exchange has gone. The event is written by the thread that offers it: no hop to the I/O thread.
 *
 * <p>The watch and the delivery may meet, so who may touch the connection is settled by one atomic
 * phase: the watch reads only after WATCHING → PEEKING, a delivery writes only after WATCHING →
 * CLAIMED, and one that finds PEEKING leaves the work to the I/O thread.
 *
 * @param <E> what is waited for
 */
abstract class ParkedExchange<E>
    implements EventPoll<E>, ChannelListener<ConduitStreamSourceChannel>, IoCallback {

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
  private final HttpServerConnection connection;
  private final ConduitStreamSourceChannel source;

  /** Undertow's own, which takes the next request: back in its place before the answer. */
  private final @Nullable ChannelListener<? super ConduitStreamSourceChannel> requestListener;

  private final ReadAhead ahead;
  private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.WATCHING);

  /** Set by the delivering thread before it moves the phase, which publishes it. */
  private @Nullable E delivery;

  private ByteBuffer unsent = ByteBuffer.allocate(0);

  ParkedExchange(HttpServerExchange exchange) {
    this.exchange = exchange;
    this.connection = (HttpServerConnection) exchange.getConnection();
    this.source = connection.getChannel().getSourceChannel();
    // Of a poll with a body, the body's conduit would be left, at whose end nothing is ever read.
    this.source.setConduit(connection.getOriginalSourceConduit());
    this.ahead = new ReadAhead(exchange, connection);
    this.requestListener = source.getReadListener();
  }

  /** Asks the session for an event, watching the client from before the session knows of it. */
  final void park() {
    source.setReadListener(this);
    source.resumeReads();
    Runnable refusal = ask();
    if (refusal != null) {
      refuse(refusal);
    }
  }

  /** Gives up on a fault of ours, before an event was promised to this poll. */
  final void fail() {
    phase.set(Phase.CLAIMED);
    stopWatching();
    ApiErrors.internal(exchange);
  }

  private void refuse(Runnable answer) {
    phase.set(Phase.CLAIMED);
    stopWatching();
    answer.run();
  }

  /** The watched client sent something, or has gone. */
  @Override
  public final void handleEvent(ConduitStreamSourceChannel channel) {
    if (!phase.compareAndSet(Phase.WATCHING, Phase.PEEKING)) {
      return;
    }
    if (ahead.readFrom(source)) {
      if (!phase.compareAndSet(Phase.PEEKING, Phase.WATCHING)) {
        answer(handedOver());
      }
    } else {
      vanished();
      boolean handed = !phase.compareAndSet(Phase.PEEKING, Phase.GONE);
      ahead.release();
      closeConnection();
      if (handed) {
        undelivered(handedOver());
      }
    }
  }

  @Override
  public final void deliver(E event) {
    delivery = event;
    if (phase.get() == Phase.WATCHING && requestListener == null) {
      // No listener to put back (a poll with a body): only the I/O thread can switch over safely.
      onIoThread(() -> claim(event));
    } else {
      claim(event);
    }
  }

  @Override
  public final void abandon() {
    onIoThread(
        () -> {
          if (phase.compareAndSet(Phase.WATCHING, Phase.GONE)) {
            ahead.release();
          }
          closeConnection();
        });
  }

  private void claim(E event) {
    while (true) {
      Phase seen = phase.get();
      if (seen == Phase.GONE) {
        undelivered(event);
        return;
      }
      Phase next = seen == Phase.PEEKING ? Phase.HANDED_TO_IO_THREAD : Phase.CLAIMED;
      if (phase.compareAndSet(seen, next)) {
        if (next == Phase.CLAIMED) {
          answer(event);
        }
        return;
      }
    }
  }

  private E handedOver() {
    E event = delivery;
    if (event == null) {
      throw new IllegalStateException("handed over without an event");
    }
    return event;
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

  private void answer(E event) {
    delivery = event;
    try {
      stopWatching();
      byte[] body = write(event, exchange.getResponseHeaders());
      exchange.setResponseContentLength(body.length);
      unsent = ByteBuffer.wrap(body);
      send();
    } catch (RuntimeException e) {
      failed(event);
    }
  }

  private void send() {
    int end = unsent.limit();
    int window = Math.min(unsent.remaining(), WINDOW_BYTES);
    ByteBuffer part = unsent.duplicate().limit(unsent.position() + window);
    unsent.position(unsent.position() + window);
    if (unsent.position() == end) {
      delivering(handedOver());
    }
    exchange.getResponseSender().send(part, this);
  }

  @Override
  public final void onComplete(HttpServerExchange same, Sender sender) {
    if (unsent.hasRemaining()) {
      send();
    } else {
      exchange.endExchange();
    }
  }

  @Override
  public final void onException(HttpServerExchange same, Sender sender, IOException e) {
    failed(handedOver());
  }

  private void failed(E event) {
    onIoThread(this::closeConnection);
    undelivered(event);
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

  /** Asks the session for an event; returns how to answer if it may not ask, else null. */
  abstract @Nullable Runnable ask();

  /** Tells the session that the client of the waiting poll has gone. */
  abstract void vanished();

  /** Tells the session that the event's last byte is about to be written. */
  abstract void delivering(E event);

  /** Tells the session that the event could not be written. */
  abstract void undelivered(E event);

  /** Writes the headers of an event; returns its body. */
  abstract byte[] write(E event, HeaderMap headers);
}
