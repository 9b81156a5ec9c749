package io.slsemu.emulator.sandbox.docker;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.slsemu.emulator.sandbox.Frame;
import io.slsemu.emulator.sandbox.Launch;
import io.slsemu.emulator.sandbox.OutputLines;
import io.slsemu.emulator.sandbox.SandboxException;
import io.slsemu.emulator.sandbox.SandboxExit;
import io.slsemu.emulator.sandbox.SandboxOutput;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The connection to the init of one container (see {@code src/main/native/init}). Orders go out
 * from any thread; one thread reads what comes back. Its orders and the table of drains are guarded
 * by this object's monitor.
 */
final class InitChannel implements Runnable {
  private static final char DRAIN = 'D';
  private static final char METERS = 'M';
  private static final int MAX_FRAME = 1 << 20;

  /** In seconds. An init answers at once, unless its container was stopped by somebody else. */
  private static final int PATIENCE = 5;

  private final Socket socket;
  private final DataInputStream in;
  private final CompletableFuture<SandboxExit> exit = new CompletableFuture<>();
  private final CompletableFuture<Void> end = new CompletableFuture<>();
  private final Map<String, CompletableFuture<Void>> drains = new HashMap<>();
  private @Nullable OutputLines stdout;
  private @Nullable OutputLines stderr;
  private int lastDrain;
  private CompletableFuture<String> meters = CompletableFuture.completedFuture("");

  /**
   * @param in what comes from the socket, behind the init's first frame
   */
  InitChannel(Socket socket, DataInputStream in) {
    this.socket = socket;
    this.in = in;
  }

  /** The container's address. */
  InetAddress peer() {
    return socket.getInetAddress();
  }

  /** How the program ended; completes exceptionally never. */
  CompletableFuture<SandboxExit> exit() {
    return exit;
  }

  /** Completes when the init is gone. */
  CompletableFuture<Void> end() {
    return end;
  }

  /**
   * Executes the program.
   *
   * @throws SandboxException if the init is gone
   */
  void start(Launch launch) {
    Frame frame = new Frame(Frame.START).with("cwd", launch.workingDirectory());
    for (String argument : launch.command()) {
      frame.with("arg", argument);
    }
    launch.environment().forEach((name, value) -> frame.with("env", name + "=" + value));
    synchronized (this) {
      stdout = new OutputLines(SandboxOutput.Stream.STDOUT, launch.output());
      stderr = new OutputLines(SandboxOutput.Stream.STDERR, launch.output());
    }
    if (!send(frame)) {
      throw new SandboxException(
          "The sandbox's container ended before its program was started",
          "Is the engine running? See docker ps -a.",
          null);
    }
  }

  /** Ends every process of the container. No effect if the init is gone. */
  void kill() {
    send(new Frame(Frame.KILL));
  }

  /** Ends the program if it runs, and waits for that. The init stays. */
  void endProgram() {
    if (!exit.isDone()) {
      kill();
      exit.completeOnTimeout(
              new SandboxExit.Lost("its container does not answer"), PATIENCE, SECONDS)
          .join();
    }
  }

  /**
   * Returns when all that was written before this call has been handed on.
   *
   * @return false if the init does not answer
   */
  boolean drain() {
    CompletableFuture<Void> answer = new CompletableFuture<>();
    String mark;
    synchronized (this) {
      if (exit.isDone() || stdout == null) {
        return true;
      }
      mark = "n=" + lastDrain++;
      drains.put(mark, answer);
      String number = mark.substring(2);
      if (!send(new Frame(DRAIN).with("n", number))) {
        drains.remove(mark);
        return true; // it is gone, and its end is on its way
      }
    }
    return await(answer);
  }

  private static boolean await(CompletableFuture<Void> answer) {
    try {
      answer.get(PATIENCE, SECONDS);
      return true;
    } catch (TimeoutException | ExecutionException silent) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * What the init reads of its control group; empty if it is gone. Not to be asked while frozen.
   */
  String meters() {
    CompletableFuture<String> answer = new CompletableFuture<>();
    synchronized (this) {
      if (end.isDone()) {
        return "";
      }
      meters = answer;
      if (!send(new Frame(METERS))) {
        return "";
      }
    }
    return answer.completeOnTimeout("", PATIENCE, SECONDS).join();
  }

  private synchronized CompletableFuture<String> asked() {
    return meters;
  }

  private synchronized boolean send(Frame frame) {
    try {
      frame.writeTo(socket.getOutputStream());
      return true;
    } catch (IOException gone) {
      return false;
    }
  }

  /** Reads until the init is gone. */
  @Override
  public void run() {
    try {
      while (true) {
        char letter = (char) in.readUnsignedByte();
        int length = in.readInt();
        if (length < 0 || length > MAX_FRAME) {
          throw new IOException("a frame of " + length + " bytes");
        }
        byte[] payload = new byte[length];
        in.readFully(payload);
        take(letter, payload);
      }
    } catch (IOException gone) {
      finish(new SandboxExit.Lost("its container ended from outside"));
      close();
      end.complete(null);
      asked().complete("");
    }
  }

  private void take(char letter, byte[] payload) {
    OutputLines out = lines(letter);
    if (out != null) {
      out.take(payload, 0, payload.length);
      return;
    }
    String text = new String(payload, StandardCharsets.UTF_8);
    switch (letter) {
      case 'd' -> drained(text);
      case 'm' -> asked().complete(text);
      case 'x' -> finish(SandboxExit.parse(text));
      case 'R' -> finish(SandboxExit.parse("refused " + text));
      default -> {
        // A later init may have more to say.
      }
    }
  }

  private synchronized @Nullable OutputLines lines(char letter) {
    return letter == 'o' ? stdout : letter == 'e' ? stderr : null;
  }

  private void drained(String payload) {
    CompletableFuture<Void> drain;
    synchronized (this) {
      drain = drains.remove(payload.trim().replace("\0", ""));
    }
    if (drain != null) {
      drain.complete(null);
    }
  }

  /** The end of the program, or of the container before it. */
  private void finish(SandboxExit how) {
    Map<String, CompletableFuture<Void>> open;
    OutputLines out;
    OutputLines err;
    synchronized (this) {
      out = stdout;
      err = stderr;
      stdout = null;
      stderr = null;
      open = new HashMap<>(drains);
      drains.clear();
    }
    if (out != null && err != null) {
      out.end();
      err.end();
    }
    // First, since whoever hears of the exit may have to wait for who drains.
    open.values().forEach(drain -> drain.complete(null));
    exit.complete(how);
  }

  /** Ends the connection, and with it all that runs in the container. */
  void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // It is as good as closed: nothing is sent any more.
      return;
    }
  }
}
