package io.slsemu.cli;

import io.slsemu.cli.command.CommandContext;
import io.slsemu.cli.command.Emulators;
import io.slsemu.cli.daemon.Background;
import io.slsemu.cli.exit.Interruption;
import io.slsemu.cli.output.Terminal;
import java.io.BufferedInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** The process: its streams, its signals, its end. */
public final class Main {
  private Main() {}

  /** Runs the command line and ends the process. */
  public static void main(String[] arguments) {
    runProcess(new InProcessEmulator.Source(), arguments);
  }

  /** Runs the command line on emulators from a given source, and ends the process. */
  static void runProcess(Emulators emulators, String... arguments) {
    Interruption interruption = new Interruption();
    Runtime.getRuntime().addShutdownHook(new Thread(interruption::interrupt, "shutdown"));
    int code = run(context(interruption, emulators, List.of(arguments)), arguments);
    if (interruption.isInterrupted()) {
      // The hook is still at work; the JVM ends with 128 plus the signal once it is done.
      awaitEnd();
    }
    // Everything is closed and written. A regular exit would wait for threads in epoll_wait.
    Runtime.getRuntime().halt(code);
  }

  /** Runs the command line within given surroundings and tells its exit code. */
  static int run(CommandContext context, String... arguments) {
    return new SlsEmu(context).run(arguments).code();
  }

  private static CommandContext context(
      Interruption interruption, Emulators emulators, List<String> arguments) {
    Map<String, String> environment = System.getenv();
    // FileInputStream itself fails to read a pipe in one go on JDK 17: "Illegal seek".
    InputStream in = new BufferedInputStream(new FileInputStream(FileDescriptor.in));
    OutputStream out = new FileOutputStream(FileDescriptor.out);
    OutputStream err =
        Background.stderr(new FileOutputStream(FileDescriptor.err), arguments, environment);
    Terminal terminal =
        new Terminal(
            in,
            out,
            err,
            Boolean.getBoolean("sls-emu.stdout.tty"),
            Boolean.getBoolean("sls-emu.stderr.tty"));
    return new CommandContext(
        terminal, environment, Path.of("").toAbsolutePath(), emulators, interruption);
  }

  private static void awaitEnd() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
