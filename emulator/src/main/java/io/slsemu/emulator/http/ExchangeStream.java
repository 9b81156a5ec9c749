package io.slsemu.emulator.http;

import io.slsemu.emulator.invoke.StreamingResponder;
import io.undertow.io.IoCallback;
import io.undertow.io.Sender;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;

/**
 * Sends what a function streams while it makes it, one piece at a time. All of its work is done by
 * the exchange's I/O thread, in the order in which it came: no other thread writes. A client that
 * goes away does not disturb the function, which goes on with nobody listening.
 */
public abstract class ExchangeStream implements StreamingResponder, IoCallback {
  private static final Runnable NOTHING = () -> {};

  private final HttpServerExchange exchange;

  // Used by the I/O thread only.
  private boolean over;

  /** To be run when what is being written is out; null while nothing is. */
  private @Nullable Runnable written;

  /** To be run after that, if the stream has come to its end. */
  private @Nullable Runnable last;

  protected ExchangeStream(HttpServerExchange exchange) {
    this.exchange = exchange;
  }

  @Override
  public final void begin(String requestId, String contentType) {
    onIoThread(() -> start(requestId, contentType));
  }

  @Override
  public final void piece(ByteBuffer piece, Runnable more) {
    onIoThread(() -> take(piece, more), more);
  }

  /** Of the I/O thread: the function has begun to answer. */
  protected abstract void start(String requestId, String contentType);

  /** Of the I/O thread: to be written, or to be passed over where it {@link #isOver()}. */
  protected abstract void take(ByteBuffer piece, Runnable more);

  /** Has a task done after those that came before; not at all once the server was stopped. */
  protected final void onIoThread(Runnable task) {
    onIoThread(task, NOTHING);
  }

  private void onIoThread(Runnable task, Runnable otherwise) {
    try {
      exchange.getIoThread().execute(task);
    } catch (RejectedExecutionException e) {
      // The worker has been shut down, and its connections with it.
      otherwise.run();
    }
  }

  /** Of the I/O thread: whether nothing more is to be written. */
  protected final boolean isOver() {
    return over;
  }

  /**
   * Of the I/O thread, while it is not over.
   *
   * @param more run when the bytes are out or lost
   */
  protected final void write(Runnable more, ByteBuffer... bytes) {
    written = more;
    exchange.getResponseSender().send(bytes, this);
  }

  /**
   * Of the I/O thread: ends it, if it is not over.
   *
   * @param ending what the client is sent last, when all else is out
   */
  protected final void end(Runnable ending) {
    if (over) {
      return;
    }
    over = true;
    if (written == null) {
      ending.run();
    } else {
      last = ending;
    }
  }

  /** Of the I/O thread: so that no client takes a part for the whole. */
  protected final void breakOff() {
    over = true;
    last = null;
    exchange.setPersistent(false);
    IoUtils.safeClose(exchange.getConnection());
  }

  @Override
  public final void onComplete(HttpServerExchange same, Sender sender) {
    Runnable more = written;
    Runnable ending = last;
    written = null;
    last = null;
    if (ending != null) {
      ending.run();
    }
    if (more != null) {
      more.run();
    }
  }

  @Override
  public final void onException(HttpServerExchange same, Sender sender, IOException e) {
    breakOff();
    Runnable more = written;
    written = null;
    if (more != null) {
      more.run();
    }
  }
}
