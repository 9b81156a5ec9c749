package io.slsemu.emulator.sandbox.process;

import io.slsemu.emulator.sandbox.Frame;
import io.slsemu.emulator.sandbox.Launch;
import io.slsemu.emulator.sandbox.SandboxException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The process that stands above one sandbox, and the words exchanged with it. */
final class Supervisor {
  private final Process process;

  private Supervisor(Process process) {
    this.process = process;
  }

  static Supervisor start(List<String> command, Frame preparation) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder
        .environment()
        .keySet()
        .retainAll(List.of("XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS"));
    try {
      Supervisor supervisor = new Supervisor(builder.start());
      supervisor.send(preparation);
      return supervisor;
    } catch (IOException e) {
      throw new SandboxException(
          "The sandbox supervisor could not be started: " + e.getMessage(),
          "Check that " + command.get(0) + " runs, and the limit of processes.",
          e);
    }
  }

  /** Waits until all is ready that does not depend on the code. */
  Greeting awaitReady() {
    String line = firstLine();
    if (!line.startsWith("ready")) {
      throw new SandboxException(
          "The sandbox could not be made: "
              + (line.startsWith("failed ") ? line.substring(7) : "its supervisor ended early"),
          "sls-emu doctor tells what this machine lacks; --sandbox docker needs none of it.",
          null);
    }
    return Greeting.parse(line);
  }

  /** Read byte by byte: what follows belongs to the program. */
  private String firstLine() {
    ByteArrayOutputStream line = new ByteArrayOutputStream(64);
    try {
      InputStream in = process.getInputStream();
      for (int octet = in.read(); octet >= 0 && octet != '\n'; octet = in.read()) {
        line.write(octet);
      }
    } catch (IOException ended) {
      return "";
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  /** Starts a program: the runtime is number 0, extensions begin with 1. */
  void launch(int number, Path taskRoot, @Nullable Path layers, Launch launch) {
    Frame frame = new Frame(number == 0 ? Frame.START : Frame.EXTENSION);
    frame.with("number", Integer.toString(number)).with("code", taskRoot.toString());
    if (layers != null) {
      frame.with("layers", layers.toString());
    }
    try {
      send(frame.with(launch));
    } catch (IOException e) {
      throw new SandboxException("The sandbox's supervisor is gone", "Try again.", e);
    }
  }

  /** Ends everything below. No effect if it has ended. */
  void kill() {
    order(new Frame(Frame.KILL));
  }

  /** Sends a signal to a program's group. No effect if it has ended. */
  void signal(int number, int signal) {
    order(
        new Frame(Frame.SIGNAL)
            .with("number", Integer.toString(number))
            .with("signal", Integer.toString(signal)));
  }

  private void order(Frame frame) {
    try {
      send(frame);
    } catch (IOException ended) {
      // It is gone, and with it all that it stood above.
    }
  }

  /** Ends everything below, and the supervisor if it has not started anything yet. */
  void dismiss() {
    try {
      process.getOutputStream().close();
    } catch (IOException ended) {
      // It is gone already.
    }
  }

  private synchronized void send(Frame frame) throws IOException {
    frame.writeTo(process.getOutputStream());
  }

  CompletableFuture<Process> onExit() {
    return process.onExit();
  }

  boolean awaitExit(long seconds) {
    try {
      return process.waitFor(seconds, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  InputStream output() {
    return process.getInputStream();
  }

  InputStream errors() {
    return process.getErrorStream();
  }

  long pid() {
    return process.pid();
  }
}
