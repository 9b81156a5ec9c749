package io.slsemu.cli.command;

import io.slsemu.cli.daemon.Daemon;
import io.slsemu.cli.daemon.Daemons;
import io.slsemu.cli.daemon.RunRecord;
import io.slsemu.cli.exit.CommandFailure;
import io.slsemu.cli.exit.ExitCode;
import io.slsemu.cli.input.JsonWriter;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code sls-emu stop}: ends a daemon within its budgets, and waits until it is gone. */
public final class StopCommand implements Command {
  /** Shutdown phases take two seconds, connections two; the rest is for a slow machine. */
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(30);

  private static final long LOOK_AGAIN_MILLIS = 10;

  private final DaemonOptions options;

  /**
   * @param line the command's line, parsed by {@link #spec()}
   */
  public StopCommand(CommandContext context, ParseResult line) {
    options = new DaemonOptions(context, line);
  }

  /** The command's options. */
  public static CommandSpec spec() {
    Declare command = Declare.command("stop", "End a daemon, and wait until it is gone.");
    DaemonOptions.declare(command);
    return command.spec();
  }

  @Override
  public ExitCode run() {
    Daemons daemons = options.daemons();
    Daemon daemon = daemons.one();
    RunRecord record = daemons.record(daemon);
    daemon.stop();
    if (record != null && !awaitEnd(record)) {
      throw new CommandFailure(
          ExitCode.BUG,
          "the daemon at " + daemon.url() + " is still there after 30 seconds",
          "kill it: kill -9 " + record.pid());
    }
    tell(daemon, record);
    return ExitCode.OK;
  }

  private void tell(Daemon daemon, @Nullable RunRecord record) {
    if (options.isJson()) {
      Map<String, @Nullable Object> members = new LinkedHashMap<>();
      members.put("url", daemon.url().toString());
      members.put("pid", record == null ? null : BigDecimal.valueOf(record.pid()));
      options.print(JsonWriter.toText(members) + "\n");
    } else {
      options.diagnostics().notice("the daemon at " + daemon.url() + " has ended");
    }
  }

  private static boolean awaitEnd(RunRecord record) {
    long deadline = System.nanoTime() + LIMIT_NANOS;
    while (record.isRunning() && System.nanoTime() < deadline) {
      try {
        TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return !record.isRunning();
  }
}
