package io.slsemu.emulator.sandbox.host;

import io.slsemu.emulator.sandbox.SandboxException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The emulator's helper process: holds its run directory and user ids, tells who owns a connection,
 * and clears away everything once this process is gone.
 */
public final class Keeper implements AutoCloseable {
  private static final long CLOSE_SECONDS = 10;

  private final Process process;
  private final BufferedReader answers;
  private final OutputStream requests;
  private @Nullable Abilities abilities;

  private Keeper(Process process) {
    this.process = process;
    this.answers =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8), 512);
    this.requests = process.getOutputStream();
  }

  public static Keeper start(String perl, Path stateDirectory) {
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

  /** What the keeper found out about this machine, once it has. */
  public synchronized Abilities abilities() {
    if (abilities == null) {
      String greeting = answer();
      if (!greeting.startsWith("ready ")) {
        throw new SandboxException(
            "The sandbox keeper said: " + greeting,
            "Name a state directory you can write to.",
            null);
      }
      abilities = Abilities.parse(greeting);
    }
    return abilities;
  }

  /** This emulator's own directory for scratch files. */
  public Path runDirectory() {
    return abilities().runDirectory();
  }

  /** Groups whose name starts so, in that directory, are this emulator's. */
  public synchronized void remember(String prefix, Path parent) {
    abilities();
    send("groups " + prefix + " " + parent);
  }

  /** Keeps a line for whoever clears up, this keeper or the next one. */
  public synchronized void note(String file, String line) {
    abilities();
    send("note " + file + " " + line);
  }

  /**
   * Makes the directory of a container, whose parts {@code task}, {@code opt} and {@code tmp} it
   * can be given to see.
   *
   * @return how {@code /tmp} is kept: {@code disk} or {@code memory}
   */
  public String makePlace(Path place, int ephemeralStorageMb) {
    return askSafely("place " + hex(place) + " " + ephemeralStorageMb);
  }

  /** Shows a directory to the container, read-only, as a part of its place. */
  public void show(Path directory, Path place, String part) {
    askSafely("show " + hex(directory) + " " + hex(place) + " " + part);
  }

  /** Shows a container the {@code /tmp} of another one that has ended. */
  public void handOverDisk(Path from, Path place) {
    askSafely("disk " + hex(from) + " " + hex(place));
  }

  /** Takes a place away. Its container is gone by now. */
  public void dropPlace(Path place) {
    askSafely("drop " + hex(place));
  }

  /** Ends all but one process of a version 1 group once one of them was killed for memory. */
  public synchronized void watchMemory(Path memoryGroup, long spared) {
    abilities();
    send("watch " + hex(memoryGroup) + " " + spared);
  }

  private String askSafely(String request) {
    String answer = ask(request);
    if (answer.startsWith("failed ")) {
      throw new SandboxException(
          "The sandbox could not be made: " + answer.substring("failed ".length()),
          "sls-emu doctor tells what this machine lacks.",
          null);
    }
    return answer;
  }

  /** A path may hold what separates words. */
  private static String hex(Path path) {
    return HexFormat.of().formatHex(path.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** The owner of a connection's other end, or null if there is none. */
  public @Nullable SocketOwner owner(InetSocketAddress peer, InetSocketAddress local) {
    String answer = ask("peer " + end(peer) + " " + end(local));
    return answer.startsWith("?") ? ProcNetTcp.owner(peer, local) : SocketOwner.parse(answer);
  }

  /** Who listens there, on this address or on all; null if nobody does. */
  public @Nullable SocketOwner listener(InetSocketAddress address) {
    String answer = ask("peer " + end(address) + " 0.0.0.0 0");
    return answer.startsWith("?") ? ProcNetTcp.listener(address) : SocketOwner.parse(answer);
  }

  /** Stops all processes below a supervisor; returns once they are. */
  public void stop(long supervisor) {
    ask("stop " + supervisor);
  }

  /** Lets them go on. */
  public void go(long supervisor) {
    ask("go " + supervisor);
  }

  /** Resident bytes and CPU milliseconds of the processes below a supervisor now. */
  public String measure(long supervisor) {
    return ask("measure " + supervisor);
  }

  /** The ids of the processes below a supervisor, with blanks between. */
  public String inside(long supervisor) {
    return ask("inside " + supervisor);
  }

  private synchronized String ask(String request) {
    abilities();
    send(request);
    return answer();
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
