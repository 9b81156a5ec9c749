package io.slsemu.cli.command;

import io.slsemu.cli.exit.ExitCode;
import io.slsemu.cli.input.Documents;
import io.slsemu.cli.input.Payload;
import io.slsemu.cli.output.Responses;
import io.slsemu.emulator.function.FunctionCode;
import io.slsemu.emulator.function.FunctionConfiguration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code sls-emu invoke}: runs a function in an emulator of its own. */
public final class InvokeCommand implements Command {
  private final CommandContext context;
  private final HostedFunction function;
  private final @Nullable String outFile;
  private final PayloadOptions payload;
  private final CallOptions calls;
  private final CheckOptions checks;
  private final boolean noFail;

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
    HostedFunction.declareEmulator(command);
    return command.spec();
  }

  @Override
  public ExitCode run() {
    InvocationPlan plan = plan();
    FunctionCode found = function.read();
    try (Responses responses = openResponses()) {
      ResultWriter results = new ResultWriter(responses, checks, function.diagnostics(), noFail);
      return function.run(
          plan.configuration(), found, (emulator, log) -> calls(emulator, plan, results));
    }
  }

  /** Everything that can be wrong with the line is found here, before anything is built or run. */
  private InvocationPlan plan() {
    calls.validate(payload.isGiven());
    Payload source = new Payload(function.directory(), context.terminal().in());
    checks.prepare(source);
    FunctionConfiguration configuration = function.configuration();
    return new InvocationPlan(
        configuration,
        calls.isStream()
            ? Events.from(new Documents(context.terminal().in()))
            : Events.repeated(payload.read(source), calls.total()),
        calls.decodedClientContext());
  }

  private ExitCode calls(RunningEmulator emulator, InvocationPlan plan, ResultWriter results) {
    emulator.anticipate(plan.name(), calls.atOnce());
    CallRunner.Call call =
        event -> results.of(plan.name(), () -> emulator.invoke(plan.request(event, calls.start())));
    return new CallRunner(plan.events(), calls.interval(), call).run(calls.atOnce());
  }

  private Responses openResponses() {
    if (outFile == null) {
      return Responses.onStdout(context.terminal(), calls.isMany(), function.format());
    }
    return Responses.into(
        function.directory().resolve(outFile), outFile, calls.isMany(), function.format());
  }
}
