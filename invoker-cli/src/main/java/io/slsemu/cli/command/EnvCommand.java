package io.slsemu.cli.command;

import io.slsemu.cli.daemon.Daemon;
import io.slsemu.cli.exit.ExitCode;
import io.slsemu.cli.input.JsonWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * {@code sls-emu env}: prints what makes a shell's AWS CLI and SDKs call a running daemon. A region
 * and credentials are there only for those who have none: any will do, and others are for real.
 */
public final class EnvCommand implements Command {
  /** The SDKs read the first; version 1 of the AWS CLI reads the second only. */
  private static final List<String> REGIONS = List.of("AWS_REGION", "AWS_DEFAULT_REGION");

  private static final String PLACEHOLDER = "sls-emu";

  private final DaemonOptions options;
  private final Map<String, String> caller;

  /**
   * @param line the command's line, parsed by {@link #spec()}
   */
  public EnvCommand(CommandContext context, ParseResult line) {
    options = new DaemonOptions(context, line);
    caller = context.environment();
  }

  /** The command's options. */
  public static CommandSpec spec() {
    Declare command =
        Declare.command(
            "env", "Print exports that point AWS tools to a running daemon: eval $(sls-emu env).");
    DaemonOptions.declare(command);
    return command.spec();
  }

  @Override
  public ExitCode run() {
    Daemon daemon = options.daemons().one();
    Map<String, String> variables = new LinkedHashMap<>();
    String region = String.valueOf(daemon.health().text("region")); // asks whether it is there
    variables.put("AWS_ENDPOINT_URL_LAMBDA", daemon.url().toString());
    for (String name : REGIONS) {
      if (!isSet(name)) {
        variables.put(
            name, REGIONS.stream().filter(this::isSet).findFirst().map(caller::get).orElse(region));
      }
    }
    if (!isSet("AWS_ACCESS_KEY_ID") && !isSet("AWS_PROFILE")) {
      variables.put("AWS_ACCESS_KEY_ID", PLACEHOLDER);
      variables.put("AWS_SECRET_ACCESS_KEY", PLACEHOLDER);
    }
    options.print(options.isJson() ? JsonWriter.toText(variables) + "\n" : exports(variables));
    return ExitCode.OK;
  }

  /** What the shell that evaluates it must take for text, whoever listens at that port. */
  private static String quoted(String value) {
    return value.matches("[A-Za-z0-9:/._-]+") ? value : "'" + value.replace("'", "'\\''") + "'";
  }

  private boolean isSet(String name) {
    return !caller.getOrDefault(name, "").isEmpty();
  }

  private static String exports(Map<String, String> variables) {
    StringBuilder text = new StringBuilder();
    variables.forEach(
        (name, value) ->
            text.append("export ").append(name).append('=').append(quoted(value)).append('\n'));
    return text.toString();
  }
}
