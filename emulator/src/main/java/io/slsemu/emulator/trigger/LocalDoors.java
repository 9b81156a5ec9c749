package io.slsemu.emulator.trigger;

import io.slsemu.emulator.function.FunctionReference;
import io.slsemu.emulator.function.Scope;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.handlers.GracefulShutdownHandler;
import io.undertow.server.handlers.HttpContinueReadHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.xnio.XnioWorker;

/** The front doors that listen at ports of their own. */
public final class LocalDoors implements AutoCloseable {
  private static final long DRAIN_MILLIS = 2_000;

  private record Open(Undertow server, GracefulShutdownHandler handler) {}

  private final XnioWorker worker;
  private final Scope home;
  private final DoorServices services;
  private final List<Open> doors = new ArrayList<>();

  /**
   * @param worker runs all I/O
   * @param home whose functions they are
   */
  public LocalDoors(XnioWorker worker, Scope home, DoorServices services) {
    this.worker = worker;
    this.home = home;
    this.services = services;
  }

  /**
   * Opens one more.
   *
   * @param function the name of the function that gets all requests
   * @return where it listens, with the true port
   * @throws IOException if the address cannot be bound
   */
  public synchronized InetSocketAddress open(
      LocalDoor door, String function, InetSocketAddress address) throws IOException {
    DoorHandler requests =
        new DoorHandler(door.to(function, home), FunctionReference.named(function), services);
    GracefulShutdownHandler handler =
        new GracefulShutdownHandler(
            exchange -> requests.handle(exchange, Requests.rawPath(exchange)));
    Undertow server =
        Undertow.builder()
            .setWorker(worker)
            .addHttpListener(address.getPort(), address.getHostString())
            // Each door holds its own limit; Undertow's would cut bodies at 2 MiB.
            .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, -1L)
            // The path goes on as it came, whatever bytes its percent signs stand for.
            .setServerOption(UndertowOptions.DECODE_URL, false)
            // Some callers send no body before they are told to go on.
            .setHandler(new HttpContinueReadHandler(handler))
            .build();
    try {
      server.start();
    } catch (RuntimeException e) {
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e);
    }
    doors.add(new Open(server, handler));
    return (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
  }

  /** From here on new requests are answered 503; those under way come to their end. */
  public synchronized void refuse() {
    doors.forEach(door -> door.handler().shutdown());
  }

  /** Ends all connections, once those under way are answered or will not be. */
  @Override
  public synchronized void close() {
    refuse();
    for (Open door : doors) {
      try {
        door.handler().awaitShutdown(DRAIN_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      door.server().stop();
    }
    doors.clear();
  }
}
