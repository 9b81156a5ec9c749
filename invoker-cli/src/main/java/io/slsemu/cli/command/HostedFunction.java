package io.slsemu.cli.command;

import io.slsemu.cli.exit.CommandFailure;
import io.slsemu.cli.exit.ExitCode;
import io.slsemu.cli.exit.Interruption;
import io.slsemu.cli.input.WorkingDirectory;
import io.slsemu.cli.output.Diagnostics;
import io.slsemu.cli.output.Format;
import io.slsemu.cli.output.LogLines;
import io.slsemu.emulator.EmulatorConfig;
import io.slsemu.emulator.function.FunctionCode;
import io.slsemu.emulator.function.FunctionConfiguration;
import io.slsemu.emulator.function.SnapStart;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/** The function a line names, in an emulator of its own: what the commands that run one share. */
final class HostedFunction {
  /** What a command does with the function. */
  @FunctionalInterface
  interface Work {
    /**
     * @param provisioned completes when what the line provisions is ready, or will not be
     */
    ExitCode with(RunningEmulator emulator, LogLines log, CompletableFuture<?> provisioned);
  }

  /** A function and what it is made of. */
  record Hosted(CodeArgument code, FunctionConfiguration configuration, FunctionCode found) {
    String name() {
      return configuration.name().value();
    }
  }

  private final CommandContext context;
  private final CodeArgument code;
  private final FunctionOptions function;
  private final EmulatorOptions emulatorOptions;
  private final ServiceOptions serviceOptions;
  private final @Nullable String logFile;
  private final Format format;
  private final Diagnostics diagnostics;
  private final WorkingDirectory directory;

  /**
   * @throws CommandFailure if an option every command has is wrong
   */
  HostedFunction(CommandContext context, ParseResult line) {
    this.context = context;
    code = new CodeArgument(line);
    function = new FunctionOptions(line);
    emulatorOptions = new EmulatorOptions(line);
    serviceOptions = new ServiceOptions(line);
    logFile = line.matchedOptionValue("--log-file", null);
    GlobalOptions global = new GlobalOptions(line);
    format = global.format();
    diagnostics = global.diagnostics(context);
    directory = global.directory(context);
  }

  /** Adds the options that say what the function is; CODE itself comes before. */
  static void declareFunction(Declare command) {
    FunctionOptions.declare(command);
    ImageOptions.declare(command);
    LayerOptions.declare(command);
  }

  /** Adds the options that say what it runs in and what is told of it, and those all have. */
  static void declareEmulator(Declare command) {
    EmulatorOptions.declare(command);
    command.text("-l --log-file", "FILE", "Write log lines there instead of stderr.");
    GlobalOptions.declare(command);
  }

  Format format() {
    return format;
  }

  Diagnostics diagnostics() {
    return diagnostics;
  }

  WorkingDirectory directory() {
    return directory;
  }

  /**
   * The function's configuration. Everything that can be wrong with these options is found here.
   *
   * @throws CommandFailure if something is
   */
  FunctionConfiguration configuration() {
    code.validate();
    FunctionConfiguration configuration =
        function.configuration(code.functionName(directory), context.environment(), directory);
    emulatorOptions.validate(List.of(configuration.name().value()));
    return configuration;
  }

  /**
   * The function's code, built where it has to be.
   *
   * @throws CommandFailure with exit code 10 if there is no function, 12 if its build fails
   */
  FunctionCode read() {
    return code.read(context, directory, diagnostics);
  }

  /**
   * Deploys the function to a new emulator, lets a command work with it, and closes the emulator.
   *
   * @param liveLog whether log lines are shown on stderr as they come; in a file they are anyway
   * @throws CommandFailure if the function or its sandbox is not to be had here
   * @throws io.slsemu.emulator.function.InvalidConfigurationException if the service would refuse
   *     what the line asks for
   */
  ExitCode run(
      boolean liveLog, FunctionConfiguration configuration, FunctionCode found, Work work) {
    return run(liveLog, List.of(new Hosted(code, configuration, found)), work);
  }

  /**
   * The functions a line names, all with its options.
   *
   * @throws CommandFailure with exit code 10 if one cannot run, 12 if its build fails, 2 if two
   *     have one name
   */
  List<Hosted> readAll(List<String> given) {
    List<CodeArgument> all = code.all(given, directory);
    Map<String, FunctionConfiguration> configurations = new LinkedHashMap<>();
    for (CodeArgument each : all) {
      each.validate();
      FunctionConfiguration one =
          function.oneOf(
              all.size(), each.functionName(directory), context.environment(), directory);
      if (configurations.put(one.name().value(), one) != null) {
        throw CommandFailure.usage(
            "two functions are called " + one.name() + ", one of them " + each.code(),
            "start them apart, on two ports");
      }
    }
    emulatorOptions.validate(List.copyOf(configurations.keySet()));
    Iterator<FunctionConfiguration> next = configurations.values().iterator();
    return all.stream()
        .map(each -> new Hosted(each, next.next(), each.read(context, directory, diagnostics)))
        .toList();
  }

  /** The same with several, or none. */
  ExitCode run(boolean liveLog, List<Hosted> functions, Work work) {
    // Before an emulator is started for nothing.
    functions.forEach(each -> SnapStart.check(each.configuration(), each.found()));
    try (LogLines log = openLog(liveLog)) {
      RunningEmulator emulator = context.emulators().start(config(log));
      Interruption.Registration registration = context.interruption().onInterrupt(emulator::close);
      try {
        functions.forEach(each -> each.code().deploy(emulator, each.configuration(), each.found()));
        // Only now: the sandbox may have been chosen for this function.
        emulatorOptions.requireFidelity(emulator);
        CompletableFuture<?>[] provisioned =
            functions.stream()
                .map(each -> emulatorOptions.apply(emulator, each.name(), log))
                .toArray(CompletableFuture<?>[]::new);
        return work.with(emulator, log, CompletableFuture.allOf(provisioned));
      } finally {
        registration.cancel();
        emulator.close();
      }
    }
  }

  private EmulatorConfig config(LogLines log) {
    return emulatorOptions
        .config(log)
        .withService(serviceOptions.settings(directory, context.environment()));
  }

  LogLines openLog(boolean live) {
    return logFile == null
        ? LogLines.onStderr(diagnostics, live)
        : LogLines.into(directory.resolve(logFile), logFile, diagnostics);
  }
}
