package io.slsemu.emulator.trigger;

import io.slsemu.emulator.function.FunctionReference;
import io.slsemu.emulator.function.Scope;
import io.slsemu.emulator.http.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.xnio.XnioWorker;

/** The front doors that listen at ports of their own. */
public final class LocalDoors implements AutoCloseable {
  private final XnioWorker worker;
  private final Scope home;
  private final DoorServices services;
  private final List<HttpServer> doors = new ArrayList<>();

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
    HttpServer server =
        HttpServer.verbatim(
            worker, exchange -> requests.handle(exchange, Requests.rawPath(exchange)));
    InetSocketAddress bound = server.listen(address);
    doors.add(server);
    return bound;
  }

  /** From here on new requests are answered 503; those under way come to their end. */
  public synchronized void refuse() {
    doors.forEach(HttpServer::refuse);
  }

  /** Ends all connections, once those under way are answered or will not be. */
  @Override
  public synchronized void close() {
    refuse();
    doors.forEach(HttpServer::close);
    doors.clear();
  }
}
