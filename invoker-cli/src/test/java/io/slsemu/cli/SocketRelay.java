package io.slsemu.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** A TCP port on the loopback that leads to a Unix socket: an engine that listens on TCP. */
final class SocketRelay implements AutoCloseable {
  private final ServerSocket listener;
  private final Path target;

  private SocketRelay(Path target) throws IOException {
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.target = target;
  }

  static SocketRelay to(Path target) throws IOException {
    SocketRelay relay = new SocketRelay(target);
    relay.run("accept", relay::accept);
    return relay;
  }

  int port() {
    return listener.getLocalPort();
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = listener.accept();
      SocketChannel engine = SocketChannel.open(StandardProtocolFamily.UNIX);
      engine.connect(UnixDomainSocketAddress.of(target));
      run("there", () -> there(client, engine));
      run("back", () -> back(engine, client));
    }
  }

  private static void there(Socket client, SocketChannel engine) throws IOException {
    InputStream in = client.getInputStream();
    byte[] buffer = new byte[8192];
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, count);
      while (bytes.hasRemaining()) {
        engine.write(bytes);
      }
    }
    engine.shutdownOutput();
  }

  private static void back(SocketChannel engine, Socket client) throws IOException {
    try (client;
        engine) {
      OutputStream out = client.getOutputStream();
      ByteBuffer buffer = ByteBuffer.allocate(8192);
      for (int count = engine.read(buffer); count >= 0; count = engine.read(buffer)) {
        out.write(buffer.array(), 0, count);
        buffer.clear();
      }
    }
  }

  private interface Step {
    void run() throws IOException;
  }

  /** Whoever closes either end ends it. */
  private void run(String name, Step step) {
    Thread thread =
        new Thread(
            () -> {
              try {
                step.run();
              } catch (IOException closed) {
                return;
              }
            },
            "relay-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
