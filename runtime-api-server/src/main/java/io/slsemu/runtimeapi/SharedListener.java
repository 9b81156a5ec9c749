package io.slsemu.runtimeapi;

import io.slsemu.runtimeapi.session.MeetingPoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;

/** One socket, and a gate for each address that has an environment. */
final class SharedListener implements SharedRuntimeApi {

  private final ListeningSocket socket;
  private final Function<MeetingPoint, Gate> gateOf;
  private final Consumer<SharedListener> onClose;
  private final AtomicBoolean closed = new AtomicBoolean();

  /** A closed one stays until the address is used again: it turns away what was left behind. */
  private final ConcurrentMap<InetAddress, Gate> gates = new ConcurrentHashMap<>();

  SharedListener(
      ListeningSocket socket,
      Function<MeetingPoint, Gate> gateOf,
      Consumer<SharedListener> onClose) {
    this.socket = socket;
    this.gateOf = gateOf;
    this.onClose = onClose;
    socket.handTo(this::route);
  }

  private void route(StreamConnection connection) {
    InetSocketAddress peer = connection.getPeerAddress(InetSocketAddress.class);
    Gate gate = peer == null ? null : gates.get(peer.getAddress());
    if (gate == null) {
      IoUtils.safeClose(connection);
    } else {
      gate.accept(connection);
    }
  }

  @Override
  public InetSocketAddress address() {
    return socket.address();
  }

  @Override
  public RuntimeApiEndpoint open(MeetingPoint session, InetAddress peer) {
    requireOpen();
    Gate former = gates.get(peer);
    if (former != null) {
      requireFree(former.isClosed(), peer);
      // What the former runtime connected, and nobody has accepted yet, must meet the former gate.
      settle();
    }
    Gate gate = gateOf.apply(session);
    requireFree(takePlace(peer, former, gate), peer);
    if (closed.get()) {
      gate.close();
      requireOpen();
    }
    return new SharedEndpoint(address(), gate);
  }

  private boolean takePlace(InetAddress peer, @Nullable Gate former, Gate gate) {
    return former == null
        ? gates.putIfAbsent(peer, gate) == null
        : gates.replace(peer, former, gate);
  }

  private void settle() {
    try {
      socket.settle();
    } catch (IOException e) {
      requireOpen();
      throw new IllegalStateException(
          "the Runtime API listener at "
              + address()
              + " takes no connections; free some file descriptors (ulimit -n) or open a new one",
          e);
    }
  }

  private static void requireFree(boolean free, InetAddress peer) {
    if (!free) {
      throw new IllegalStateException(
          "an environment is served at " + peer.getHostAddress() + " already; close it first");
    }
  }

  private void requireOpen() {
    if (closed.get()) {
      throw new IllegalStateException(
          "the Runtime API listener at " + address() + " is closed; open a new one");
    }
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      socket.close();
      gates.values().forEach(Gate::close);
      onClose.accept(this);
    }
  }

  /** One environment of the listener. */
  private record SharedEndpoint(InetSocketAddress address, Gate gate)
      implements RuntimeApiEndpoint {

    @Override
    public void close() {
      gate.close();
    }
  }
}
