package io.slsemu.cli.command;

import io.slsemu.cli.exit.ExitCode;
import io.slsemu.cli.exit.Interruption;
import io.slsemu.cli.input.Documents;
import io.slsemu.cli.input.Payload;
import io.slsemu.cli.input.WorkingDirectory;
import io.slsemu.cli.output.Diagnostics;
import io.slsemu.cli.output.LogLines;
import io.slsemu.cli.output.Responses;
import io.slsemu.emulator.EmulatorConfig;
import io.slsemu.emulator.function.FunctionCode;
import io.slsemu.emulator.function.FunctionConfiguration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code sls-emu invoke}: runs a function in an emulator of its own. */
public final class InvokeCommand implements Command {
  private final CommandContext context;
  private final CodeArgument code;
  private final @Nullable String outFile;
  private final PayloadOptions payload;
  private final FunctionOptions function;
  private final CallOptions calls;
  private final CheckOptions checks;
  private final EmulatorOptions emulatorOptions;
  private final GlobalOptions global;
  private final boolean noFail;
  private final @Nullable String logFile;

  /**
   * @param line the command's line, parsed by {@link #spec()}
   */
  public InvokeCommand(CommandContext context, ParseResult line) {
    this.context = context;
    code = new CodeArgument(line);
    outFile = line.matchedPositionalValue(1, null);
    payload = new PayloadOptions(line);
    function = new FunctionOptions(line);
    calls = new CallOptions(line);
    checks = new CheckOptions(line);
    emulatorOptions = new EmulatorOptions(line);
    global = new GlobalOptions(line);
    noFail = line.matchedOptionValue("--no-fail", false);
    logFile = line.matchedOptionValue("--log-file", null);
  }

  /** The command's options and arguments. */
  public static CommandSpec spec() {
    Declare command =
        Declare.command("invoke", "Run a function once, or a few times, and print its response.");
    CodeArgument.declare(command);
    command.argument("OUTFILE", "Write the response there instead of stdout.");
    PayloadOptions.declare(command);
    FunctionOptions.declare(command);
    CallOptions.declare(command);
    CheckOptions.declare(command);
    EmulatorOptions.declare(command);
    command
        .flag("--no-fail", "Exit 0 whatever the function did.")
        .text("-l --log-file", "FILE", "Write log lines there instead of stderr.");
    GlobalOptions.declare(command);
    return command.spec();
  }

  @Override
  public ExitCode run() {
    Diagnostics diagnostics = global.diagnostics(context);
    WorkingDirectory directory = global.directory(context);
    InvocationPlan plan = plan(directory);
    FunctionCode found = code.read(context, directory, diagnostics);
    try (LogLines log = openLog(directory, diagnostics);
        Responses responses = openResponses(directory)) {
      return invoke(plan, found, log, new ResultWriter(responses, checks, diagnostics, noFail));
    }
  }

  /** Everything that can be wrong with the line is found here, before anything is built or run. */
  private InvocationPlan plan(WorkingDirectory directory) {
    calls.validate(payload.isGiven());
    Payload source = new Payload(directory, context.terminal().in());
    checks.prepare(source);
    FunctionConfiguration configuration =
        function.configuration(code.functionName(directory), context.environment(), directory);
    global.format();
    emulatorOptions.validate();
    return new InvocationPlan(
        configuration,
        calls.isStream()
            ? Events.from(new Documents(context.terminal().in()))
            : Events.repeated(payload.read(source), calls.total()),
        calls.decodedClientContext());
  }

  private ExitCode invoke(
      InvocationPlan plan, FunctionCode found, LogLines log, ResultWriter results) {
    EmulatorConfig config = emulatorOptions.config(log);
    RunningEmulator emulator = context.emulators().start(config);
    Interruption.Registration registration = context.interruption().onInterrupt(emulator::close);
    try {
      emulatorOptions.requireFidelity(emulator);
      code.deploy(emulator, plan.configuration(), found);
      emulator.anticipate(plan.name(), calls.atOnce());
      CallRunner.Call call =
          event ->
              results.of(plan.name(), () -> emulator.invoke(plan.request(event, calls.start())));
      return new CallRunner(plan.events(), calls.interval(), call).run(calls.atOnce());
    } finally {
      registration.cancel();
      emulator.close();
    }
  }

  private LogLines openLog(WorkingDirectory directory, Diagnostics diagnostics) {
    return logFile == null
        ? LogLines.onStderr(diagnostics)
        : LogLines.into(directory.resolve(logFile), logFile, diagnostics);
  }

  private Responses openResponses(WorkingDirectory directory) {
    if (outFile == null) {
      return Responses.onStdout(context.terminal(), calls.isMany(), global.format());
    }
    return Responses.into(directory.resolve(outFile), outFile, calls.isMany(), global.format());
  }
}
