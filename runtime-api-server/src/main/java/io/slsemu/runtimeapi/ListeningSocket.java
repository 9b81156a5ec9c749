package io.slsemu.runtimeapi;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.StreamConnection;
import org.xnio.XnioWorker;
import org.xnio.channels.AcceptingChannel;

/** A bound socket that hands on the connections that come in. */
final class ListeningSocket implements Closeable {

  /** An environment has one runtime and a few extensions; shell loops connect anew each time. */
  private static final int BACKLOG = 128;

  /** I/O threads never block: one that takes this long to accept has ended. */
  private static final int SETTLE_MILLIS = 5_000;

  private static final OptionMap SOCKET_OPTIONS =
      OptionMap.builder()
          .set(Options.TCP_NODELAY, true)
          .set(Options.REUSE_ADDRESSES, true)
          .set(Options.BACKLOG, BACKLOG)
          .getMap();

  private final XnioWorker worker;
  private final AcceptingChannel<StreamConnection> socket;
  private final InetSocketAddress address;
  private final AtomicBoolean closed = new AtomicBoolean();

  /** Connections of our own that only mark a place in the queue, by their near end. */
  private final Set<SocketAddress> markers = ConcurrentHashMap.newKeySet();

  /** Binds; takes no connection before {@link #handTo}. */
  ListeningSocket(XnioWorker worker, InetSocketAddress wanted) throws IOException {
    this.worker = worker;
    this.socket = worker.createStreamConnectionServer(wanted, null, SOCKET_OPTIONS);
    this.address = socket.getLocalAddress(InetSocketAddress.class);
  }

  /** Accepts from now on. The taker is called on the connection's own I/O thread. */
  void handTo(Consumer<StreamConnection> taker) {
    socket.getAcceptSetter().set(listening -> acceptAll(listening, taker));
    socket.resumeAccepts();
  }

  InetSocketAddress address() {
    return address;
  }

  /**
   * Returns when every connection made before the call has been handed on. The kernel hands
   * connections out in the order they came: when one of ours has come through, those before it are
   * with the I/O threads at least, and each of these does its tasks in order. Not to be called on
   * an I/O thread.
   *
   * @throws IOException if the socket has been closed, or the I/O threads have ended
   */
  void settle() throws IOException {
    try (Socket marker = new Socket()) {
      // From the very address, since a connection to 127.0.0.5 would come from 127.0.0.1.
      marker.bind(new InetSocketAddress(address.getAddress(), 0));
      SocketAddress place = marker.getLocalSocketAddress();
      markers.add(place);
      try {
        marker.setSoTimeout(SETTLE_MILLIS);
        marker.connect(address, SETTLE_MILLIS);
        marker.getInputStream().read();
      } finally {
        markers.remove(place);
      }
    }
    awaitIoThreads();
  }

  private void awaitIoThreads() throws IOException {
    try {
      CompletableFuture.allOf(
              IntStream.range(0, worker.getIoThreadCount())
                  .mapToObj(worker::getIoThread)
                  .map(thread -> CompletableFuture.runAsync(() -> {}, thread))
                  .toArray(CompletableFuture<?>[]::new))
          .orTimeout(SETTLE_MILLIS, TimeUnit.MILLISECONDS)
          .join();
    } catch (CompletionException | RejectedExecutionException e) {
      throw new IOException("the I/O threads do not answer", e);
    }
  }

  private void acceptAll(
      AcceptingChannel<? extends StreamConnection> listening, Consumer<StreamConnection> taker) {
    try {
      for (StreamConnection one = listening.accept(); one != null; one = listening.accept()) {
        if (!markers.isEmpty() && markers.contains(one.getPeerAddress())) {
          IoUtils.safeClose(one);
        } else {
          taker.accept(one);
        }
      }
    } catch (IOException e) {
      // Closed while connections came in; the taker closes those that did.
    }
  }

  /** Once: a second time would wait for I/O threads that may have ended since. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      IoUtils.safeClose(socket);
    }
  }
}
