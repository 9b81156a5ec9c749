package io.slsemu.cli.command;

import io.slsemu.cli.exit.CommandFailure;
import io.slsemu.cli.exit.ExitCode;
import io.slsemu.cli.input.JsonWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code sls-emu instance}: does something to an execution environment of a running daemon. */
public final class InstanceCommand implements Command {
  /** What can be done to an environment. */
  private enum Action {
    FREEZE("frozen"),
    THAW("thawed"),
    KILL("killed"),
    RECYCLE("recycled");

    private final String done;

    Action(String done) {
      this.done = done;
    }
  }

  private final DaemonOptions options;
  private final @Nullable String action;
  private final @Nullable String environment;

  /**
   * @param line the command's line, parsed by {@link #spec()}
   */
  public InstanceCommand(CommandContext context, ParseResult line) {
    options = new DaemonOptions(context, line);
    action = line.matchedPositionalValue(0, null);
    environment = line.matchedPositionalValue(1, null);
  }

  /** The command's options and arguments. */
  public static CommandSpec spec() {
    Declare command =
        Declare.command("instance", "Do something to an execution environment of a daemon.");
    command
        .argument(
            "ACTION",
            "freeze or thaw it while it rests; kill its processes, as a crash does; recycle: end it"
                + " after its call, so that the next one is a cold start.")
        .argument("ID", "The environment, as ps lists it; or as much of its id as is unique.");
    DaemonOptions.declare(command);
    return command.spec();
  }

  @Override
  public ExitCode run() {
    if (action == null || environment == null) {
      throw CommandFailure.usage(
          "instance needs an action and an environment", "for example sls-emu instance thaw e1");
    }
    Action wanted = Choice.of("instance", action, Action.values());
    String id = options.daemons().one().act(action, environment);
    if (options.isJson()) {
      Map<String, Object> members = new LinkedHashMap<>();
      members.put("id", id);
      members.put("action", action);
      options.print(JsonWriter.toText(members) + "\n");
    } else {
      options.print(id + " " + wanted.done + "\n");
    }
    return ExitCode.OK;
  }
}
