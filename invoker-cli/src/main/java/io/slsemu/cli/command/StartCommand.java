package io.slsemu.cli.command;

import io.slsemu.cli.daemon.Background;
import io.slsemu.cli.daemon.Daemons;
import io.slsemu.cli.daemon.RunDirectory;
import io.slsemu.cli.daemon.RunRecord;
import io.slsemu.cli.exit.CommandFailure;
import io.slsemu.cli.exit.ExitCode;
import io.slsemu.cli.exit.Interruption;
import io.slsemu.cli.output.FidelityNotice;
import io.slsemu.cli.output.LogLines;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code sls-emu start}: serves functions over HTTP until a signal or {@code stop} ends it. */
public final class StartCommand implements Command {
  private static final int MAX_PORT = 65_535;

  private final CommandContext context;
  private final HostedFunction function;
  private final List<String> codes;
  private final String host;
  private final int port;
  private final String warmUp;
  private final DoorOptions doors;
  private final boolean detach;
  private final boolean wait;
  private final boolean detached;
  private final CountDownLatch stopped = new CountDownLatch(1);

  /** When environments are initialised. */
  private enum WarmUp {
    EAGER,
    LAZY
  }

  /**
   * @param line the command's line, parsed by {@link #spec()}
   */
  public StartCommand(CommandContext context, ParseResult line) {
    this.context = context;
    function = new HostedFunction(context, line);
    codes = line.matchedPositionalValue(0, List.of());
    host = line.matchedOptionValue("--host", "127.0.0.1");
    port = line.matchedOptionValue("--port", Daemons.DEFAULT_PORT);
    warmUp = line.matchedOptionValue("--warm-up", "lazy");
    doors = new DoorOptions(line);
    wait = line.matchedOptionValue("--wait", false);
    detach = wait || line.<Boolean>matchedOptionValue("--detach", false);
    detached = line.matchedOptionValue(Background.OPTION, false);
  }

  /** The command's options and arguments. */
  public static CommandSpec spec() {
    Declare command = Declare.command("start", "Serve functions over HTTP until interrupted.");
    command
        .arguments(
            "CODE|DIR",
            "Directories with a bootstrap, bootstrap files, zips or Go packages, or directories"
                + " whose folders are such (default .).")
        .text("--host", "ADDRESS", "Where to listen (default 127.0.0.1).")
        .number("-p --port", "PORT", "The port; 0 takes a free one (default 3001).")
        .flag("--detach", "Run in the background: return when it is ready. See stop.")
        .flag("--wait", "The same, and return when what --provisioned asks for is ready too.")
        .hidden(Background.OPTION)
        .text(
            "--warm-up",
            "eager|lazy",
            "eager: initialise one environment before any request comes (default lazy).");
    DoorOptions.declare(command);
    ServiceOptions.declare(command);
    HostedFunction.declareFunction(command);
    HostedFunction.declareEmulator(command);
    return command.spec();
  }

  @Override
  public ExitCode run() {
    InetSocketAddress address = address();
    boolean eager = Choice.of("--warm-up", warmUp, WarmUp.values()) == WarmUp.EAGER;
    List<DoorOptions.Wanted> wanted = doors.wanted();
    RunDirectory directory = new RunDirectory(context.environment());
    if (detach && !detached) {
      return new DetachedStart(context, function, directory).run();
    }
    List<HostedFunction.Hosted> functions = function.readAll(codes);
    List<String> names = functions.stream().map(HostedFunction.Hosted::name).toList();
    DoorOptions.requireOne(wanted, names);
    return function.run(
        true,
        functions,
        (emulator, log, provisioned) -> {
          new FidelityNotice(function.diagnostics()).tell(emulator.fidelity());
          if (eager) {
            functions.forEach(each -> emulator.warmUp(each.name()));
          }
          Announcement ready =
              new Announcement(
                  names,
                  listen(
                      () -> emulator.serve(address, stopped::countDown),
                      directory,
                      "--port",
                      port));
          for (DoorOptions.Wanted door : wanted) {
            ready.tell(log, door.name(), open(emulator, names.get(0), door, directory));
          }
          return serve(ready, directory, log, provisioned);
        });
  }

  /** Until it is told to end; after a signal that is the shutdown hook's business. */
  private ExitCode serve(
      Announcement ready, RunDirectory directory, LogLines log, CompletableFuture<?> provisioned) {
    String logFile = detached ? context.environment().get(Background.LOG_VARIABLE) : null;
    Runnable removal = publish(directory, RunRecord.own(ready.url(), logFile), log);
    Interruption.Registration registration = context.interruption().onInterrupt(removal);
    try {
      ready.tell(log);
      if (detached) {
        if (wait) {
          provisioned.join();
        }
        ready.tellStarter(context.terminal().out());
      }
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      registration.cancel();
      removal.run();
    }
    return ExitCode.OK;
  }

  /** In the foreground it serves without a record too. */
  private Runnable publish(RunDirectory directory, RunRecord record, LogLines log) {
    try {
      return directory.publish(record);
    } catch (CommandFailure e) {
      if (detached) {
        throw e;
      }
      log.notice(e.getMessage() + "; other commands need --port " + record.port());
      return () -> {};
    }
  }

  private InetSocketAddress address() {
    if (port < 0 || port > MAX_PORT) {
      throw CommandFailure.usage("--port " + port + " is out of range", "use 0 to " + MAX_PORT);
    }
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw CommandFailure.usage(
          "--host " + host + " is no address of this machine", "use 127.0.0.1");
    }
    return address;
  }

  /** Something that is to listen. */
  @FunctionalInterface
  private interface Listener {
    InetSocketAddress bind() throws IOException;
  }

  private InetSocketAddress open(
      RunningEmulator emulator, String name, DoorOptions.Wanted door, RunDirectory directory) {
    InetSocketAddress at = new InetSocketAddress(host, door.port());
    return listen(
        () -> emulator.open(door.door(), name, at), directory, door.option(), door.port());
  }

  private InetSocketAddress listen(
      Listener listener, RunDirectory directory, String option, int wanted) {
    try {
      return listener.bind();
    } catch (IOException e) {
      boolean ours =
          option.equals("--port")
              && directory.running().stream().anyMatch(record -> record.port() == port);
      throw CommandFailure.usage(
          "cannot listen on " + host + " port " + wanted + ": " + e.getMessage(),
          ours
              ? "another sls-emu listens there: sls-emu stop --port "
                  + port
                  + " ends it, --port 0 takes a free port"
              : "end what listens there, or use --host 127.0.0.1 " + option + " 0 for a free port");
    }
  }
}
