package io.slsemu.emulator.sandbox.docker;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.slsemu.emulator.sandbox.Frame;
import io.slsemu.emulator.sandbox.Launch;
import io.slsemu.emulator.sandbox.SandboxException;
import io.slsemu.emulator.sandbox.SandboxExit;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * The connection to the init of one container (see {@code src/main/native/init}). Orders go out
 * from any thread; one thread reads what comes back. Its orders and the table of drains are guarded
 * by this object's monitor.
 */
final class InitChannel implements Runnable {
  private static final char DRAIN = 'D';
  private static final char METERS = 'M';
  private static final char NAMES = 'L';
  private static final int MAX_FRAME = 1 << 20;

  /** In seconds. An init answers at once, unless its container was stopped by somebody else. */
  private static final int PATIENCE = 5;

  private final Socket socket;
  private final DataInputStream in;
  private final CompletableFuture<SandboxExit> exit = new CompletableFuture<>();
  private final CompletableFuture<Void> end = new CompletableFuture<>();
  private final Map<String, CompletableFuture<Void>> drains = new HashMap<>();
  private final Map<Integer, InitProgram> programs = new ConcurrentHashMap<>();
  private int lastDrain;
  private CompletableFuture<String> meters = CompletableFuture.completedFuture("");
  private CompletableFuture<String> names = CompletableFuture.completedFuture("");

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

  /**
   * Everything has ended, and how the runtime did if there was one; completes exceptionally never.
   */
  CompletableFuture<SandboxExit> exit() {
    return exit;
  }

  /** Completes when the init is gone. */
  CompletableFuture<Void> end() {
    return end;
  }

  /**
   * Executes a program.
   *
   * @throws SandboxException if the init is gone
   */
  void start(InitProgram program, Launch launch) {
    Frame frame = new Frame(program.number() == 0 ? Frame.START : Frame.EXTENSION);
    frame.with("number", Integer.toString(program.number())).with(launch);
    programs.put(program.number(), program);
    if (!send(frame)) {
      throw new SandboxException(
          "The sandbox's container ended before its program was started",
          "Is the engine running? See docker ps -a.",
          null);
    }
  }

  /** How many programs were started. */
  int count() {
    return programs.size();
  }

  /** Sends a signal to a program's group. No effect if it has ended. */
  void signal(int number, int signal) {
    send(
        new Frame(Frame.SIGNAL)
            .with("number", Integer.toString(number))
            .with("signal", Integer.toString(signal)));
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
      if (exit.isDone() || programs.isEmpty()) {
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
      meters = answer;
    }
    return ask(METERS, answer);
  }

  /** The entries of {@code /opt/extensions} inside that are no directories; none if it is gone. */
  List<String> extensions() {
    CompletableFuture<String> answer = new CompletableFuture<>();
    synchronized (this) {
      names = answer;
    }
    String all = ask(NAMES, answer);
    return all.isEmpty() ? List.of() : Stream.of(all.split("\0")).sorted().toList();
  }

  private String ask(char question, CompletableFuture<String> answer) {
    if (end.isDone() || !send(new Frame(question))) {
      return "";
    }
    return answer.completeOnTimeout("", PATIENCE, SECONDS).join();
  }

  private synchronized void answer(boolean isMeters, String text) {
    (isMeters ? meters : names).complete(text);
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
      answer(true, "");
      answer(false, "");
    }
  }

  private void take(char letter, byte[] payload) {
    switch (letter) {
      case 'o', 'e' -> wrote(0, letter == 'e', payload, 0);
      case 'O', 'F' -> wrote(payload[0], letter == 'F', payload, 1);
      default -> takeWord(letter, new String(payload, StandardCharsets.UTF_8));
    }
  }

  private void wrote(int number, boolean isError, byte[] payload, int offset) {
    InitProgram program = programs.get(number);
    if (program != null) {
      program.wrote(isError, payload, offset);
    }
  }

  private void takeWord(char letter, String text) {
    switch (letter) {
      case 'd' -> drained(text);
      case 'm' -> answer(true, text);
      case 'l' -> answer(false, text);
      case 'X' -> programEnded(text);
      case 'x' -> finish(SandboxExit.parse(text));
      case 'R' -> finish(SandboxExit.parse("refused " + text));
      default -> {
        // A later init may have more to say.
      }
    }
  }

  /** {@code NUMBER} and how it ended. */
  private void programEnded(String text) {
    int blank = text.indexOf(' ');
    InitProgram program = programs.get(Integer.valueOf(text.substring(0, blank)));
    if (program != null) {
      program.ended(SandboxExit.parse(text.substring(blank + 1)));
    }
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

  /** The end of all programs, or of the container before them. */
  private void finish(SandboxExit how) {
    programs.values().forEach(InitProgram::flush);
    Map<String, CompletableFuture<Void>> open;
    synchronized (this) {
      open = new HashMap<>(drains);
      drains.clear();
    }
    // First, since whoever hears of the exit may have to wait for who drains.
    open.values().forEach(drain -> drain.complete(null));
    programs.values().forEach(program -> program.ended(how));
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
