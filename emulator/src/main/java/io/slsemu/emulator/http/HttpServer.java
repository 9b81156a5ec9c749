package io.slsemu.emulator.http;

import io.undertow.UndertowOptions;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.GracefulShutdownHandler;
import io.undertow.server.handlers.HttpContinueReadHandler;
import io.undertow.server.protocol.http.HttpOpenListener;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.xnio.ChannelListeners;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.StreamConnection;
import org.xnio.XnioWorker;
import org.xnio.channels.AcceptingChannel;

/**
 * Takes requests at its addresses, and lets those under way come to their end. It is put together
 * here, not by Undertow's builder: that one opens Undertow's jar for its version and searches all
 * others for providers, which is a tenth of the time an emulator needs to get ready.
 */
public final class HttpServer implements AutoCloseable {
  private static final long DRAIN_MILLIS = 2_000;

  /** Within a page of 16 KiB, as Undertow has it itself. */
  private static final int BUFFER_BYTES = 16 * 1024 - 20;

  private static final int MAX_POOLED_BUFFERS = 1_000;
  private static final int BUFFERS_PER_THREAD = 4;

  private static final OptionMap SOCKET_OPTIONS =
      OptionMap.builder()
          .set(Options.TCP_NODELAY, true)
          .set(Options.REUSE_ADDRESSES, true)
          .set(Options.BACKLOG, 1_000)
          // Connections go to the I/O threads in turns, two by two, not as their ports fall.
          .set(Options.BALANCING_TOKENS, 1)
          .set(Options.BALANCING_CONNECTIONS, 2)
          .getMap();

  private static final OptionMap HTTP_OPTIONS =
      OptionMap.builder()
          .set(UndertowOptions.BUFFER_PIPELINED_DATA, true)
          // Each handler holds its own limit; Undertow's would cut bodies at 2 MiB.
          .set(UndertowOptions.MAX_ENTITY_SIZE, -1L)
          .getMap();

  private final XnioWorker worker;
  private final GracefulShutdownHandler handler;
  private final HttpOpenListener http;
  private final List<AcceptingChannel<StreamConnection>> sockets = new ArrayList<>();

  private HttpServer(XnioWorker worker, HttpHandler handler, OptionMap options) {
    this.worker = worker;
    this.handler = new GracefulShutdownHandler(handler);
    this.http =
        new HttpOpenListener(
            new DefaultByteBufferPool(true, BUFFER_BYTES, MAX_POOLED_BUFFERS, BUFFERS_PER_THREAD),
            options);
    // Some callers send no body before they are told to go on.
    http.setRootHandler(new HttpContinueReadHandler(this.handler));
  }

  /**
   * A server whose requests' paths are decoded.
   *
   * @param worker runs all I/O
   */
  public static HttpServer decoding(XnioWorker worker, HttpHandler handler) {
    return new HttpServer(worker, handler, HTTP_OPTIONS);
  }

  /**
   * A server whose requests' paths go on as they came, whatever bytes their percent signs stand
   * for.
   *
   * @param worker runs all I/O
   */
  public static HttpServer verbatim(XnioWorker worker, HttpHandler handler) {
    return new HttpServer(
        worker,
        handler,
        OptionMap.builder().addAll(HTTP_OPTIONS).set(UndertowOptions.DECODE_URL, false).getMap());
  }

  /**
   * Starts to listen at one address more.
   *
   * @return where, with the true port
   * @throws IOException if the address cannot be bound
   */
  public synchronized InetSocketAddress listen(InetSocketAddress address) throws IOException {
    if (address.isUnresolved()) {
      throw new UnknownHostException(address.getHostString());
    }
    AcceptingChannel<StreamConnection> socket =
        worker.createStreamConnectionServer(
            address, ChannelListeners.openListenerAdapter(http), SOCKET_OPTIONS);
    sockets.add(socket);
    socket.resumeAccepts();
    return socket.getLocalAddress(InetSocketAddress.class);
  }

  /** From here on new requests are answered 503; those under way come to their end. */
  public void refuse() {
    handler.shutdown();
  }

  /** Ends all connections, once the requests under way are answered or will not be. */
  @Override
  public synchronized void close() {
    refuse();
    try {
      handler.awaitShutdown(DRAIN_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    sockets.forEach(IoUtils::safeClose);
    sockets.clear();
    try {
      http.closeConnections();
    } catch (RejectedExecutionException e) {
      // The worker was shut down before, which closed all of its connections.
    }
  }
}
