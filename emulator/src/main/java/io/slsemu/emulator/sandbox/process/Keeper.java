package io.slsemu.emulator.sandbox.process;

import io.slsemu.emulator.sandbox.SandboxException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The emulator's helper process: holds its run directory and user ids, tells who owns a connection,
 * and clears away everything once this process is gone.
 */
final class Keeper implements AutoCloseable {
  private static final long CLOSE_SECONDS = 10;

  private final Process process;
  private final BufferedReader answers;
  private final OutputStream requests;
  private @Nullable Path runDirectory;
  private long firstUser;

  private Keeper(Process process) {
    this.process = process;
    this.answers =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8), 512);
    this.requests = process.getOutputStream();
  }

  static Keeper start(String perl, Path stateDirectory) {
    String self = Long.toString(ProcessHandle.current().pid());
    List<String> command = Script.keeper().command(perl, stateDirectory.toString(), self);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    try {
      return new Keeper(builder.start());
    } catch (IOException e) {
      throw new SandboxException(
          "The sandbox keeper could not be started with " + perl, "Install perl.", e);
    }
  }

  /** This emulator's own directory for scratch files. */
  synchronized Path runDirectory() {
    if (runDirectory == null) {
      String greeting = answer();
      if (!greeting.startsWith("ready ")) {
        throw new SandboxException(
            "The sandbox keeper said: " + greeting,
            "Name a state directory you can write to.",
            null);
      }
      int run = greeting.indexOf(" run=");
      firstUser = Long.parseLong(greeting.substring("ready block=".length(), run));
      runDirectory = Path.of(greeting.substring(run + " run=".length()));
    }
    return runDirectory;
  }

  /** The first of this emulator's user ids; 0 if it has none. */
  synchronized long firstUser() {
    runDirectory();
    return firstUser;
  }

  /** Groups whose name starts so, in that directory, are this emulator's. */
  synchronized void remember(String prefix, Path parent) {
    runDirectory();
    send("groups " + prefix + " " + parent);
  }

  /** The owner of a connection's other end, or null if it cannot be told. */
  synchronized @Nullable SocketOwner owner(InetSocketAddress peer, InetSocketAddress local) {
    runDirectory();
    send("peer " + end(peer) + " " + end(local));
    return SocketOwner.parse(answer());
  }

  private static String end(InetSocketAddress address) {
    return address.getAddress().getHostAddress() + " " + address.getPort();
  }

  private void send(String request) {
    try {
      requests.write((request + "\n").getBytes(StandardCharsets.UTF_8));
      requests.flush();
    } catch (IOException e) {
      throw lost(e);
    }
  }

  private String answer() {
    try {
      String line = answers.readLine();
      if (line == null) {
        throw lost(null);
      }
      return line;
    } catch (IOException e) {
      throw lost(e);
    }
  }

  private static SandboxException lost(@Nullable IOException cause) {
    return new SandboxException(
        "The sandbox keeper process is gone", "Start the emulator again.", cause);
  }

  /** Removes all that is left; returns when that is done. */
  @Override
  public void close() {
    try {
      requests.close();
      process.waitFor(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (IOException e) {
      process.destroy();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
