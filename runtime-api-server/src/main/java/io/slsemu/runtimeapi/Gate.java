package io.slsemu.runtimeapi;

import io.slsemu.runtimeapi.http.RuntimeApiRoutes;
import io.slsemu.runtimeapi.model.PeerPolicy;
import io.slsemu.runtimeapi.session.MeetingPoint;
import io.undertow.connector.ByteBufferPool;
import io.undertow.server.protocol.http.HttpOpenListener;
import java.net.InetSocketAddress;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.StreamConnection;

/** The way in to one session, and the connections that were let in. */
final class Gate {

  private final MeetingPoint session;
  private final PeerPolicy peers;
  private final HttpOpenListener http;
  private final AtomicBoolean closed = new AtomicBoolean();

  Gate(MeetingPoint session, PeerPolicy peers, ByteBufferPool buffers, OptionMap httpOptions) {
    this.session = session;
    this.peers = peers;
    this.http = new HttpOpenListener(buffers, httpOptions);
    this.http.setRootHandler(new RuntimeApiRoutes(session));
  }

  /** Whom the policy does not admit is gone before a byte of it is read. */
  void accept(StreamConnection connection) {
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

  boolean isClosed() {
    return closed.get();
  }

  /**
   * Closes the session and every connection. Idempotent.
   *
   * @return whether it was open
   */
  boolean close() {
    if (!closed.compareAndSet(false, true)) {
      return false;
    }
    session.close();
    try {
      http.closeConnections();
    } catch (RejectedExecutionException e) {
      // The worker was shut down before, which closed all of its connections.
    }
    return true;
  }
}
