package io.slsemu.runtimeapi;

import java.net.InetSocketAddress;
import java.util.function.Consumer;

/** An endpoint with a listening socket of its own. */
final class ListeningEndpoint implements RuntimeApiEndpoint {

  private final ListeningSocket socket;
  private final Gate gate;
  private final Consumer<ListeningEndpoint> onClose;

  ListeningEndpoint(ListeningSocket socket, Gate gate, Consumer<ListeningEndpoint> onClose) {
    this.socket = socket;
    this.gate = gate;
    this.onClose = onClose;
    socket.handTo(gate::accept);
  }

  @Override
  public InetSocketAddress address() {
    return socket.address();
  }

  @Override
  public void close() {
    socket.close();
    if (gate.close()) {
      onClose.accept(this);
    }
  }
}
