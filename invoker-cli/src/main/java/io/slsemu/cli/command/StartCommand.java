package io.slsemu.cli.command;

import io.slsemu.cli.exit.CommandFailure;
import io.slsemu.cli.exit.ExitCode;
import io.slsemu.cli.output.FidelityNotice;
import io.slsemu.cli.output.LogLines;
import io.slsemu.emulator.function.FunctionConfiguration;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code sls-emu start}: serves a function over HTTP until a signal ends it. */
public final class StartCommand implements Command {
  /** Where AWS's Runtime Interface Emulator takes events. */
  private static final String PATH = "/2015-03-31/functions/function/invocations";

  private static final int DEFAULT_PORT = 3001;
  private static final int MAX_PORT = 65_535;

  private final HostedFunction function;
  private final String host;
  private final int port;

  /**
   * @param line the command's line, parsed by {@link #spec()}
   */
  public StartCommand(CommandContext context, ParseResult line) {
    function = new HostedFunction(context, line);
    host = line.matchedOptionValue("--host", "127.0.0.1");
    port = line.matchedOptionValue("--port", DEFAULT_PORT);
  }

  /** The command's options and arguments. */
  public static CommandSpec spec() {
    Declare command = Declare.command("start", "Serve a function over HTTP until interrupted.");
    CodeArgument.declare(command);
    command
        .text("--host", "ADDRESS", "Where to listen (default 127.0.0.1).")
        .number("-p --port", "PORT", "The port; 0 takes a free one (default 3001).");
    HostedFunction.declareFunction(command);
    HostedFunction.declareEmulator(command);
    return command.spec();
  }

  @Override
  public ExitCode run() {
    InetSocketAddress address = address();
    FunctionConfiguration configuration = function.configuration();
    return function.run(
        configuration,
        function.read(),
        (emulator, log) -> {
          new FidelityNotice(function.diagnostics()).tell(emulator.fidelity());
          announce(configuration, listen(emulator, address), log);
          awaitSignal();
          return ExitCode.OK;
        });
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

  private InetSocketAddress listen(RunningEmulator emulator, InetSocketAddress address) {
    try {
      return emulator.serve(address);
    } catch (IOException e) {
      throw CommandFailure.usage(
          "cannot listen on " + host + " port " + port + ": " + e.getMessage(),
          "end what listens there, or use --host 127.0.0.1 --port 0 for a free port");
    }
  }

  private void announce(
      FunctionConfiguration configuration, InetSocketAddress bound, LogLines log) {
    InetAddress ip = bound.getAddress();
    String shownHost = ip.isAnyLocalAddress() ? "127.0.0.1" : ip.getHostAddress();
    if (shownHost.indexOf(':') >= 0) {
      shownHost = "[" + shownHost + "]";
    }
    String url = "http://" + shownHost + ":" + bound.getPort() + PATH;
    if (!ip.isLoopbackAddress()) {
      log.notice("others on the network can call the function: --host 127.0.0.1 keeps it private");
    }
    log.notice(configuration.name() + " is ready at " + url);
    log.notice("try: curl -d '{}' " + url);
  }

  /** Until the shutdown hook has run there is nothing to do. */
  private static void awaitSignal() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
