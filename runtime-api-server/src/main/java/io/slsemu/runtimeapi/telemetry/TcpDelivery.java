package io.slsemu.runtimeapi.telemetry;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** A line of JSON for each event. Nothing comes back, so what is sent counts as delivered. */
final class TcpDelivery implements Delivery {

  private final SandboxConnection connection;

  TcpDelivery(SandboxConnection connection) {
    this.connection = connection;
  }

  @Override
  public void send(List<byte[]> events) throws IOException {
    OutputStream out = connection.open().out();
    try {
      for (byte[] event : events) {
        out.write(event);
        out.write('\n');
      }
      out.flush();
    } catch (IOException e) {
      connection.drop();
      throw e;
    }
  }

  @Override
  public void close() {
    connection.close();
  }
}
