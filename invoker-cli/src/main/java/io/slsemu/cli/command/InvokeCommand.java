package io.slsemu.cli.command;

import io.slsemu.cli.daemon.Daemon;
import io.slsemu.cli.daemon.RemoteCall;
import io.slsemu.cli.exit.CommandFailure;
import io.slsemu.cli.exit.ExitCode;
import io.slsemu.cli.input.Documents;
import io.slsemu.cli.input.Payload;
import io.slsemu.cli.output.CallLog;
import io.slsemu.cli.output.Format;
import io.slsemu.cli.output.LogLines;
import io.slsemu.cli.output.Responses;
import io.slsemu.emulator.function.FunctionCode;
import io.slsemu.emulator.function.FunctionConfiguration;
import io.slsemu.emulator.function.FunctionReference;
import io.slsemu.emulator.invoke.InvokeRequest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code sls-emu invoke}: runs a function in an emulator of its own, or in a daemon. */
public final class InvokeCommand implements Command {
  private final CommandContext context;
  private final HostedFunction function;
  private final @Nullable String outFile;
  private final PayloadOptions payload;
  private final CallOptions calls;
  private final CheckOptions checks;
  private final boolean noFail;
  private final DaemonChoice choice;

  /**
   * @param line the command's line, parsed by {@link #spec()}
   */
  public InvokeCommand(CommandContext context, ParseResult line) {
    this.context = context;
    function = new HostedFunction(context, line);
    outFile = line.matchedPositionalValue(1, null);
    payload = new PayloadOptions(line);
    calls = new CallOptions(line);
    checks = new CheckOptions(line);
    noFail = line.matchedOptionValue("--no-fail", false);
    choice = new DaemonChoice(context, line);
  }

  /** The command's options and arguments. */
  public static CommandSpec spec() {
    Declare command =
        Declare.command("invoke", "Run a function once, or a few times, and print its response.");
    CodeArgument.declare(command);
    command.argument("OUTFILE", "Write the response there instead of stdout.");
    PayloadOptions.declare(command);
    HostedFunction.declareFunction(command);
    CallOptions.declare(command);
    CheckOptions.declare(command);
    command.flag("--no-fail", "Exit 0 whatever the function did.");
    command.text("--qualifier", "VERSION", "The version or alias, of a daemon's function.");
    DaemonOptions.declarePlace(command);
    HostedFunction.declareEmulator(command);
    return command.spec();
  }

  @Override
  public ExitCode run() {
    calls.validate(payload.isGiven());
    requireBytes();
    Daemon daemon = choice.daemon(function.directory());
    return daemon == null ? inOwnEmulator() : inDaemon(daemon);
  }

  private ExitCode inOwnEmulator() {
    Payload source = source();
    FunctionConfiguration configuration = function.configuration();
    InvocationPlan plan = plan(FunctionReference.named(configuration.name().value()), source);
    FunctionCode found = function.read();
    try (Responses responses = openResponses()) {
      return function.run(
          !isTail(),
          configuration,
          found,
          (emulator, log, provisioned) -> {
            provisioned.join(); // so that the calls are what they show
            return calls(emulator, plan, results(responses));
          });
    }
  }

  private ExitCode inDaemon(Daemon daemon) {
    function.diagnostics().detail(choice.function() + " runs in the daemon at " + daemon.url());
    String[] reference = choice.function().split(":", 2);
    InvocationPlan plan =
        plan(
            new FunctionReference(null, reference[0], reference.length < 2 ? null : reference[1]),
            source());
    try (Responses responses = openResponses();
        LogLines log = function.openLog(!isTail())) {
      return calls(new DaemonCallee(new RemoteCall(daemon), log), plan, results(responses));
    }
  }

  private boolean isTail() {
    return calls.logType() == CallOptions.LogType.TAIL;
  }

  private ResultWriter results(Responses responses) {
    CallLog callLog =
        new CallLog(function.diagnostics(), isTail() && function.format() == Format.TEXT);
    return new ResultWriter(responses, checks, function.diagnostics(), callLog, noFail);
  }

  private Payload source() {
    Payload source = new Payload(function.directory(), context.terminal().in());
    checks.prepare(source);
    return source;
  }

  /** Everything that can be wrong with the line is found here, before anything is built or run. */
  private InvocationPlan plan(FunctionReference callee, Payload source) {
    return new InvocationPlan(
        callee,
        calls.isStream()
            ? Events.from(new Documents(context.terminal().in()))
            : Events.repeated(payload.read(source), calls.total()),
        calls.decodedClientContext(),
        calls.ids());
  }

  /** A response that is written as it comes is never held whole. */
  private void requireBytes() {
    if (calls.streamsResponse() && function.format() == Format.JSON) {
      throw CommandFailure.usage(
          "--stream-response writes the response's bytes, --output json an object with all of them",
          "leave out one of them");
    }
    if (calls.streamsResponse() && checks.comparesResponse()) {
      throw CommandFailure.usage(
          "--stream-response keeps no response that --expect could be held against",
          "leave out one of them");
    }
  }

  private ExitCode calls(Callee emulator, InvocationPlan plan, ResultWriter results) {
    emulator.anticipate(plan.name(), calls.atOnce());
    CallRunner.Call call = event -> call(emulator, plan.request(event, calls.start()), results);
    CallRunner.Idle idle = calls.skipsIdle() ? emulator::skipIdle : null;
    return new CallRunner(plan.events(), calls.interval(), idle, call).run(calls.atOnce());
  }

  private ExitCode call(Callee emulator, InvokeRequest request, ResultWriter results) {
    String name = request.function().name();
    return calls.streamsResponse()
        ? results.streamed(name, taker -> emulator.invoke(request, taker))
        : results.of(name, () -> emulator.invoke(request));
  }

  private Responses openResponses() {
    Responses responses =
        outFile == null
            ? Responses.onStdout(context.terminal(), calls.isMany(), function.format())
            : Responses.into(
                function.directory().resolve(outFile), outFile, calls.isMany(), function.format());
    return isTail() ? responses.withLogResult() : responses;
  }
}
