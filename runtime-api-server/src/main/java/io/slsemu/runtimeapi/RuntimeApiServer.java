package io.slsemu.runtimeapi;

import io.slsemu.runtimeapi.model.PeerPolicy;
import io.slsemu.runtimeapi.session.RuntimeSession;
import java.io.IOException;
import java.net.InetAddress;
import org.xnio.XnioWorker;

/** Opens Runtime API endpoints, one for each execution environment, all on one worker. Skeleton. */
public final class RuntimeApiServer implements AutoCloseable {

  /**
   * @param worker runs all I/O; belongs to the caller, who shuts it down after this
   */
  public RuntimeApiServer(XnioWorker worker) {}

  /**
   * Opens an endpoint on a free port of an address.
   *
   * @throws IOException if the address cannot be bound
   */
  public RuntimeApiEndpoint open(RuntimeSession session, InetAddress address, PeerPolicy peers)
      throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Closes every endpoint. */
  @Override
  public void close() {}
}
