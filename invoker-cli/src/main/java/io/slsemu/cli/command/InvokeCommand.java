package io.slsemu.cli.command;

import io.slsemu.cli.exit.ExitCode;
import io.slsemu.cli.exit.Interruption;
import io.slsemu.cli.input.Documents;
import io.slsemu.cli.input.Payload;
import io.slsemu.cli.input.WorkingDirectory;
import io.slsemu.cli.output.Diagnostics;
import io.slsemu.cli.output.LogLines;
import io.slsemu.cli.output.Responses;
import io.slsemu.cli.project.CodeReader;
import io.slsemu.cli.project.FunctionNames;
import io.slsemu.cli.project.ReadyCode;
import io.slsemu.emulator.EmulatorConfig;
import io.slsemu.emulator.function.FunctionConfiguration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sls-emu invoke}: runs a function in an emulator of its own. */
@CommandLine.Command(
    name = "invoke",
    description = "Run a function once, or a few times, and print its response.",
    sortOptions = false)
public final class InvokeCommand implements Command {
  private final CommandContext context;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "CODE",
      defaultValue = ".",
      description = "Directory with a bootstrap, bootstrap file, zip or Go package (default .).")
  private String code = ".";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "OUTFILE",
      description = "Write the response there instead of stdout.")
  private @Nullable String outFile;

  @Mixin private PayloadOptions payload = new PayloadOptions();
  @Mixin private FunctionOptions function = new FunctionOptions();
  @Mixin private CallOptions calls = new CallOptions();
  @Mixin private CheckOptions checks = new CheckOptions();
  @Mixin private EmulatorOptions emulatorOptions = new EmulatorOptions();

  @Option(names = "--no-fail", description = "Exit 0 whatever the function did.")
  private boolean noFail;

  @Option(
      names = {"-l", "--log-file"},
      paramLabel = "FILE",
      description = "Write log lines there instead of stderr.")
  private @Nullable String logFile;

  @Mixin private GlobalOptions global = new GlobalOptions();

  public InvokeCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public ExitCode run() {
    Diagnostics diagnostics = global.diagnostics(context);
    WorkingDirectory directory = global.directory(context);
    InvocationPlan plan = plan(directory);
    CodeReader reader =
        new CodeReader(context.environment(), context.interruption(), new BuildLine(diagnostics));
    ReadyCode ready = reader.read(directory.resolve(code), code);
    diagnostics.detail("code: " + ready.origin() + ", task root " + ready.taskRoot());
    try (LogLines log = openLog(directory, diagnostics);
        Responses responses = openResponses(directory)) {
      return invoke(plan, ready, log, new ResultWriter(responses, checks, diagnostics, noFail));
    }
  }

  /** Everything that can be wrong with the line is found here, before anything is built or run. */
  private InvocationPlan plan(WorkingDirectory directory) {
    calls.validate(payload.isGiven());
    Payload source = new Payload(directory, context.terminal().in());
    checks.prepare(source);
    FunctionConfiguration configuration =
        function.configuration(
            FunctionNames.of(directory.resolve(code)), context.environment(), directory);
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
      InvocationPlan plan, ReadyCode ready, LogLines log, ResultWriter results) {
    EmulatorConfig config = emulatorOptions.config(log);
    RunningEmulator emulator = context.emulators().start(config);
    Interruption.Registration registration = context.interruption().onInterrupt(emulator::close);
    try {
      emulatorOptions.requireFidelity(emulator);
      emulator.deploy(plan.configuration(), ready.taskRoot());
      emulator.anticipate(calls.atOnce());
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
