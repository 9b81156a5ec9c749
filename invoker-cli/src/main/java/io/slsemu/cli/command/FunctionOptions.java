package io.slsemu.cli.command;

import io.slsemu.cli.exit.CommandFailure;
import io.slsemu.cli.input.Dotenv;
import io.slsemu.cli.input.NearestName;
import io.slsemu.cli.input.SamVariables;
import io.slsemu.cli.input.WorkingDirectory;
import io.slsemu.cli.output.Reasons;
import io.slsemu.emulator.function.EnvironmentVariables;
import io.slsemu.emulator.function.EphemeralStorage;
import io.slsemu.emulator.function.FunctionConfiguration;
import io.slsemu.emulator.function.FunctionTimeout;
import io.slsemu.emulator.function.MaxConcurrency;
import io.slsemu.emulator.function.MemorySize;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/** The options that configure the function. */
final class FunctionOptions {
  private final @Nullable Integer memory;
  private final @Nullable Integer timeout;
  private final List<String> env;
  private final List<String> envFiles;
  private final @Nullable String envVars;
  private final @Nullable String name;
  private final @Nullable String handler;
  private final @Nullable Integer ephemeralStorage;
  private final @Nullable Integer maxConcurrency;
  private final RuntimeOptions runtime;
  private final LogOptions log;

  FunctionOptions(ParseResult line) {
    memory = line.matchedOptionValue("--memory", null);
    timeout = line.matchedOptionValue("--timeout", null);
    env = line.matchedOptionValue("--env", List.of());
    envFiles = line.matchedOptionValue("--env-file", List.of());
    envVars = line.matchedOptionValue("--env-vars", null);
    name = line.matchedOptionValue("--name", null);
    handler = line.matchedOptionValue("--handler", null);
    ephemeralStorage = line.matchedOptionValue("--ephemeral-storage", null);
    maxConcurrency = line.matchedOptionValue("--max-concurrency", null);
    runtime = new RuntimeOptions(line);
    log = new LogOptions(line);
  }

  /** Adds these options to a command. */
  static void declare(Declare command) {
    command
        .number("--memory", "MB", "Memory, which buys CPU too: 128 to 10240 (default 128).")
        .number("--timeout", "SECONDS", "Time limit of a call: 1 to 900 (default 3).")
        .texts(
            "--env",
            "NAME[=VALUE]",
            "Set a variable; without a value hand over your own. Repeatable.")
        .texts("--env-file", "FILE", "Set variables from a dotenv file.")
        .text("-n --env-vars", "FILE", "Set variables from a JSON file as SAM takes it.")
        .text("--name", "NAME", "The function's name (default: from the path or image).")
        .text("--handler", "HANDLER", "What the function finds in _HANDLER (default bootstrap).")
        .number("--ephemeral-storage", "MB", "Size of /tmp: 512 to 10240 (default 512).")
        .number(
            "--max-concurrency",
            "N",
            "As on Managed Instances: up to N calls at once (1 to 64) in one environment, which is"
                + " never frozen; a timeout does not end the code.");
    RuntimeOptions.declare(command);
    LogOptions.declare(command);
  }

  /**
   * The configuration of one of so many functions that have these options.
   *
   * @throws CommandFailure if there are several, and a name for one
   */
  FunctionConfiguration oneOf(
      int functions, String defaultName, Map<String, String> caller, WorkingDirectory directory) {
    if (functions == 1) {
      return configuration(defaultName, caller, directory);
    }
    if (name != null) {
      throw CommandFailure.usage(
          "--name " + name + " is one name for " + functions + " functions",
          "leave it out: each is called as its directory is");
    }
    Map<String, String> nameless = new LinkedHashMap<>(caller);
    nameless.remove("AWS_LAMBDA_FUNCTION_NAME");
    return configuration(defaultName, nameless, directory);
  }

  /**
   * The configuration these options make.
   *
   * @param defaultName the function's name unless one was given
   * @throws io.slsemu.emulator.function.InvalidConfigurationException if it breaks a platform rule
   */
  FunctionConfiguration configuration(
      String defaultName, Map<String, String> caller, WorkingDirectory directory) {
    String named = name != null ? name : caller.get("AWS_LAMBDA_FUNCTION_NAME");
    String function = named == null ? defaultName : named;
    FunctionConfiguration.Builder made = FunctionConfiguration.builder(function);
    Integer megabytes = number(memory, caller, "AWS_LAMBDA_FUNCTION_MEMORY_SIZE");
    if (megabytes != null) {
      made.memory(new MemorySize(megabytes));
    }
    Integer seconds = number(timeout, caller, "AWS_LAMBDA_FUNCTION_TIMEOUT");
    if (seconds != null) {
      made.timeout(new FunctionTimeout(seconds));
    }
    if (ephemeralStorage != null) {
      made.ephemeralStorage(new EphemeralStorage(ephemeralStorage));
    }
    if (handler != null) {
      made.handler(handler);
    }
    made.logging(log.configuration(maxConcurrency == null ? "text" : "json"));
    made.runtime(runtime.runtime());
    if (maxConcurrency != null) {
      made.maxConcurrency(new MaxConcurrency(maxConcurrency));
    }
    made.variables(new EnvironmentVariables(variables(function, caller, directory)));
    return made.build();
  }

  /** What docker-lambda and AWS's own emulator read where there is no flag. */
  private static @Nullable Integer number(
      @Nullable Integer flag, Map<String, String> caller, String variable) {
    String value = caller.get(variable);
    if (flag != null || value == null || value.isEmpty()) {
      return flag;
    }
    try {
      return Integer.valueOf(value);
    } catch (NumberFormatException e) {
      throw CommandFailure.usage(
          "the variable " + variable + " is '" + value + "', not a whole number",
          "unset " + variable);
    }
  }

  private Map<String, String> variables(
      String functionName, Map<String, String> caller, WorkingDirectory directory) {
    Map<String, String> variables = new LinkedHashMap<>();
    if (envVars != null) {
      byte[] text = read("--env-vars", envVars, directory);
      variables.putAll(SamVariables.parse(envVars, text, functionName));
    }
    for (String file : envFiles) {
      byte[] text = read("--env-file", file, directory);
      variables.putAll(Dotenv.parse(file, new String(text, StandardCharsets.UTF_8)));
    }
    for (String assignment : env) {
      assign(assignment, caller, variables);
    }
    return variables;
  }

  private static void assign(
      String assignment, Map<String, String> caller, Map<String, String> variables) {
    int equals = assignment.indexOf('=');
    if (equals >= 0) {
      variables.put(assignment.substring(0, equals), assignment.substring(equals + 1));
      return;
    }
    String value = caller.get(assignment);
    if (value == null) {
      throw CommandFailure.usage(
          "--env " + assignment + ": you have no variable " + assignment + " to hand over",
          "export it first, or give a value: --env " + assignment + "=…");
    }
    variables.put(assignment, value);
  }

  private static byte[] read(String option, String file, WorkingDirectory directory) {
    Path path = directory.resolve(file);
    if (!Files.isRegularFile(path)) {
      throw CommandFailure.usage(
          option + " " + file + " is not a file", NearestName.ofSibling(path));
    }
    try {
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw CommandFailure.usage(
          option + " " + file + " cannot be read: " + Reasons.of(e), "check it: ls -l " + file);
    }
  }
}
