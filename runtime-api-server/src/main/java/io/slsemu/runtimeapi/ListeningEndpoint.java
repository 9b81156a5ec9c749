package io.slsemu.runtimeapi;

import io.slsemu.runtimeapi.http.RuntimeApiRoutes;
import io.slsemu.runtimeapi.model.PeerPolicy;
import io.slsemu.runtimeapi.session.RuntimeSession;
import io.undertow.connector.ByteBufferPool;
import io.undertow.server.protocol.http.HttpOpenListener;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.StreamConnection;
import org.xnio.XnioWorker;
import org.xnio.channels.AcceptingChannel;

/** A listening socket, the gate behind it and the connections that were let in. */
final class ListeningEndpoint implements RuntimeApiEndpoint {

  /** An environment has one runtime and a few extensions; shell loops connect anew each time. */
  private static final int BACKLOG = 128;

  private static final OptionMap SOCKET_OPTIONS =
      OptionMap.builder()
          .set(Options.TCP_NODELAY, true)
          .set(Options.REUSE_ADDRESSES, true)
          .set(Options.BACKLOG, BACKLOG)
          .getMap();

  private final RuntimeSession session;
  private final PeerPolicy peers;
  private final HttpOpenListener http;
  private final Consumer<ListeningEndpoint> onClose;
  private final AtomicBoolean closed = new AtomicBoolean();

  /** Set once, before the endpoint is handed out. */
  private @Nullable AcceptingChannel<StreamConnection> socket;

  ListeningEndpoint(
      RuntimeSession session,
      PeerPolicy peers,
      ByteBufferPool buffers,
      OptionMap httpOptions,
      Consumer<ListeningEndpoint> onClose) {
    this.session = session;
    this.peers = peers;
    this.http = new HttpOpenListener(buffers, httpOptions);
    this.http.setRootHandler(new RuntimeApiRoutes(session));
    this.onClose = onClose;
  }

  void listen(XnioWorker worker, InetAddress address) throws IOException {
    AcceptingChannel<StreamConnection> opened =
        worker.createStreamConnectionServer(
            new InetSocketAddress(address, 0), this::acceptAll, SOCKET_OPTIONS);
    socket = opened;
    opened.resumeAccepts();
  }

  private void acceptAll(AcceptingChannel<StreamConnection> listening) {
    try {
      for (StreamConnection one = listening.accept(); one != null; one = listening.accept()) {
        accept(one);
      }
    } catch (IOException e) {
      // The endpoint was closed while connections came in; those that did are closed by accept.
    }
  }

  /** The gate: whom the policy does not admit is gone before a byte of it is read. */
  private void accept(StreamConnection connection) {
    if (closed.get() || !isAdmitted(connection)) {
      IoUtils.safeClose(connection);
      return;
    }
    http.handleEvent(connection);
    if (closed.get()) {
      // Closed between the question and its entry into the list: nobody else will close it.
      IoUtils.safeClose(connection);
    }
  }

  private boolean isAdmitted(StreamConnection connection) {
    InetSocketAddress peer = connection.getPeerAddress(InetSocketAddress.class);
    InetSocketAddress local = connection.getLocalAddress(InetSocketAddress.class);
    try {
      return peer != null && local != null && peers.admits(peer, local);
    } catch (RuntimeException e) {
      // A policy that cannot tell lets nobody in.
      return false;
    }
  }

  @Override
  public InetSocketAddress address() {
    return requireSocket().getLocalAddress(InetSocketAddress.class);
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    IoUtils.safeClose(requireSocket());
    session.close();
    try {
      http.closeConnections();
    } catch (RejectedExecutionException e) {
      // The worker was shut down before, which closed all of its connections.
    }
    onClose.accept(this);
  }

  private AcceptingChannel<StreamConnection> requireSocket() {
    AcceptingChannel<StreamConnection> opened = socket;
    if (opened == null) {
      throw new IllegalStateException("the endpoint does not listen");
    }
    return opened;
  }
}
