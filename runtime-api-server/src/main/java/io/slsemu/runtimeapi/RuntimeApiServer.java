package io.slsemu.runtimeapi;

import io.slsemu.runtimeapi.model.PeerPolicy;
import io.slsemu.runtimeapi.session.MeetingPoint;
import io.undertow.UndertowOptions;
import io.undertow.connector.ByteBufferPool;
import io.undertow.server.DefaultByteBufferPool;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.xnio.OptionMap;
import org.xnio.XnioWorker;

/**
 * Opens Runtime API endpoints, one for each execution environment, all on one worker and with one
 * pool of buffers: each with a listening socket of its own, or many behind a shared one. None costs
 * a thread.
 */
public final class RuntimeApiServer implements AutoCloseable {

  private static final int BUFFER_BYTES = 16 * 1024;
  private static final int MAX_POOLED_BUFFERS = 256;
  private static final int BUFFERS_PER_THREAD = 8;

  /** As Go's net/http, on which the service's own emulator stands: 1 MiB and some slack. */
  private static final int MAX_HEADER_BYTES = (1 << 20) + 4096;

  /**
   * Undertow would cut the connection at 2 MiB; the limit of the service is kept by the handlers.
   */
  private static final long UNLIMITED = -1;

  /** No timeout of any kind: a parked poll, and a frozen sandbox, may be silent for ever. */
  private static final OptionMap HTTP_OPTIONS =
      OptionMap.builder()
          .set(UndertowOptions.MAX_HEADER_SIZE, MAX_HEADER_BYTES)
          .set(UndertowOptions.MAX_ENTITY_SIZE, UNLIMITED)
          .set(UndertowOptions.ALWAYS_SET_DATE, false)
          .set(UndertowOptions.DECODE_URL, false)
          .getMap();

  /**
   * Where Undertow tells, as errors with stack traces, what is wrong with bytes that clients sent:
   * nothing an operator can act on.
   */
  private static final String CLIENT_FAULTS = "io.undertow.request.io";

  private final XnioWorker worker;
  private final ByteBufferPool buffers =
      new DefaultByteBufferPool(true, BUFFER_BYTES, MAX_POOLED_BUFFERS, BUFFERS_PER_THREAD);
  private final Set<ListeningEndpoint> endpoints = ConcurrentHashMap.newKeySet();
  private final Set<SharedListener> listeners = ConcurrentHashMap.newKeySet();
  private volatile boolean closed; // Seen by whoever opens something while the server closes.

  /**
   * Also silences Undertow's log of malformed requests, unless the application has set its level.
   *
   * @param worker runs all I/O; belongs to the caller, who shuts it down after this
   */
  public RuntimeApiServer(XnioWorker worker) {
    LibraryLog.silence(CLIENT_FAULTS);
    this.worker = worker;
  }

  /**
   * Opens an endpoint on a free port of an address.
   *
   * @param session who answers; closed with the endpoint
   * @param peers who may connect
   * @throws IOException if the address cannot be bound
   */
  public RuntimeApiEndpoint open(MeetingPoint session, InetAddress address, PeerPolicy peers)
      throws IOException {
    ListeningEndpoint endpoint =
        new ListeningEndpoint(
            new ListeningSocket(worker, new InetSocketAddress(address, 0)),
            gate(session, peers),
            endpoints::remove);
    endpoints.add(endpoint);
    if (closed) {
      endpoint.close();
      throw closedAlready();
    }
    return endpoint;
  }

  /**
   * Listens for many environments at once.
   *
   * @param address one that only the environments can reach
   * @param preferredPort taken if it is free, else any other port is
   * @throws IOException if the address cannot be bound
   */
  public SharedRuntimeApi listen(InetAddress address, int preferredPort) throws IOException {
    SharedListener listener =
        new SharedListener(
            bind(address, preferredPort),
            session -> gate(session, PeerPolicy.ANYONE),
            listeners::remove);
    listeners.add(listener);
    if (closed) {
      listener.close();
      throw closedAlready();
    }
    return listener;
  }

  private ListeningSocket bind(InetAddress address, int preferredPort) throws IOException {
    try {
      return new ListeningSocket(worker, new InetSocketAddress(address, preferredPort));
    } catch (BindException e) {
      return new ListeningSocket(worker, new InetSocketAddress(address, 0));
    }
  }

  private Gate gate(MeetingPoint session, PeerPolicy peers) {
    return new Gate(session, peers, buffers, HTTP_OPTIONS);
  }

  private static IOException closedAlready() {
    return new IOException("the Runtime API server is closed; open a new one");
  }

  /** Closes every endpoint and every shared listener. */
  @Override
  public void close() {
    closed = true;
    endpoints.forEach(ListeningEndpoint::close);
    listeners.forEach(SharedListener::close);
  }
}
