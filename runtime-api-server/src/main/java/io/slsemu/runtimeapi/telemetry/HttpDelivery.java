package io.slsemu.runtimeapi.telemetry;

import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A request with an array of events for each batch, on a connection that is kept. */
final class HttpDelivery implements Delivery {

  private static final int FIRST_REFUSAL = 300;

  private final SandboxConnection connection;
  private final String headStart;

  HttpDelivery(SandboxConnection connection, Destination.Http destination) {
    this.connection = connection;
    this.headStart =
        destination.method()
            + " "
            + destination.path()
            + " HTTP/1.1\r\nHost: "
            + destination.host()
            + ":"
            + destination.port()
            + "\r\nContent-Type: application/json\r\nContent-Length: ";
  }

  @Override
  public void send(List<byte[]> events) throws IOException {
    boolean kept = connection.isOpen();
    HttpAnswer answer;
    try {
      answer = exchange(events);
    } catch (SocketTimeoutException e) {
      throw e;
    } catch (IOException e) {
      if (!kept) {
        throw e;
      }
      // Listeners close connections that were idle: that is no fault of theirs.
      answer = exchange(events);
    }
    if (answer.status() >= FIRST_REFUSAL) {
      throw new RefusedBatchException(answer.status());
    }
  }

  private HttpAnswer exchange(List<byte[]> events) throws IOException {
    SandboxConnection.Streams streams = connection.open();
    try {
      write(streams.out(), events);
      HttpAnswer answer = HttpAnswer.read(streams.in());
      if (!answer.keepAlive()) {
        connection.drop();
      }
      return answer;
    } catch (IOException e) {
      connection.drop();
      throw e;
    }
  }

  private void write(OutputStream out, List<byte[]> events) throws IOException {
    long length = 1L + events.size();
    for (byte[] event : events) {
      length += event.length;
    }
    out.write((headStart + length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    char before = '[';
    for (byte[] event : events) {
      out.write(before);
      out.write(event);
      before = ',';
    }
    out.write(']');
    out.flush();
  }

  @Override
  public void close() {
    connection.close();
  }
}
