package io.slsemu.emulator.sandbox;

import io.slsemu.runtimeapi.RuntimeApiServer;
import java.io.IOException;
import org.xnio.OptionMap;
import org.xnio.Xnio;
import org.xnio.XnioWorker;

/** A server of Runtime APIs with threads of its own. */
record RuntimeApis(XnioWorker worker, RuntimeApiServer server) implements AutoCloseable {

  static RuntimeApis open() throws IOException {
    XnioWorker worker = Xnio.getInstance().createWorker(OptionMap.EMPTY);
    return new RuntimeApis(worker, new RuntimeApiServer(worker));
  }

  @Override
  public void close() {
    server.close();
    worker.shutdownNow();
  }
}
