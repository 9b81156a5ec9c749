package io.slsemu.runtimeapi.telemetry;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a port in the sandbox that is made when it is needed, and again when it broke.
 * One thread uses it; any other may close it.
 */
final class SandboxConnection {

  private static final int BUFFER_BYTES = 16 * 1024;

  /** What the using thread reads and writes. */
  record Streams(InputStream in, OutputStream out) {}

  private final SandboxConnector connector;
  private final int port;
  private final int answerMillis;
  private final Patience patience;

  /** Guards the fields below against who closes. */
  private final Object lock = new Object();

  private @Nullable Socket socket;
  private @Nullable Streams streams;
  private boolean closed;

  SandboxConnection(SandboxConnector connector, int port, int answerMillis, Patience patience) {
    this.connector = connector;
    this.port = port;
    this.answerMillis = answerMillis;
    this.patience = patience;
  }

  boolean isOpen() {
    synchronized (lock) {
      return streams != null;
    }
  }

  /** Connects, unless it is connected. */
  Streams open() throws IOException {
    synchronized (lock) {
      if (streams != null) {
        return streams;
      }
      requireNotClosed();
    }
    Socket made = connector.connect(port);
    try {
      return keep(made);
    } catch (IOException e) {
      closeQuietly(made);
      throw e;
    }
  }

  private Streams keep(Socket made) throws IOException {
    made.setTcpNoDelay(true);
    made.setSoTimeout(answerMillis);
    Streams opened =
        new Streams(
            new BufferedInputStream(new PatientInput(made.getInputStream(), patience)),
            new BufferedOutputStream(made.getOutputStream(), BUFFER_BYTES));
    synchronized (lock) {
      requireNotClosed();
      socket = made;
      streams = opened;
    }
    return opened;
  }

  private void requireNotClosed() throws IOException {
    if (closed) {
      throw new IOException("the subscription is closed");
    }
  }

  /** Forgets a connection that is of no use any more. */
  void drop() {
    Socket dropped;
    synchronized (lock) {
      dropped = socket;
      socket = null;
      streams = null;
    }
    if (dropped != null) {
      closeQuietly(dropped);
    }
  }

  /** Closes for ever; whoever is reading or writing gets an error. */
  void close() {
    synchronized (lock) {
      closed = true;
    }
    drop();
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is given up either way.
    }
  }
}
