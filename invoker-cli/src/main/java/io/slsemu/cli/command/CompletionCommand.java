package io.slsemu.cli.command;

import io.slsemu.cli.exit.ExitCode;
import java.util.function.Supplier;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code sls-emu completion}: prints a script that makes a shell complete the command line. */
public final class CompletionCommand implements Command {
  /** The shells there is a script for. */
  enum Shell {
    BASH,
    ZSH,
    FISH
  }

  private final CommandContext context;
  private final Supplier<CommandLine> wholeTree;
  private final String shell;
  private final GlobalOptions global;

  /**
   * @param line the command's line, parsed by {@link #spec()}
   * @param wholeTree makes the command line with all commands in it
   */
  public CompletionCommand(
      CommandContext context, ParseResult line, Supplier<CommandLine> wholeTree) {
    this.context = context;
    this.wholeTree = wholeTree;
    shell = line.matchedPositionalValue(0, "");
    global = new GlobalOptions(line);
  }

  /** The command's options and arguments. */
  public static CommandSpec spec() {
    Declare command =
        Declare.command(
                "completion", "Print a completion script: source <(sls-emu completion bash).")
            .argument("bash|zsh|fish", "Which shell.");
    GlobalOptions.declare(command);
    return command.spec();
  }

  @Override
  public ExitCode run() {
    global.format();
    String script = script(Choice.of("completion", shell, Shell.values()));
    context.terminal().print(script);
    return ExitCode.OK;
  }

  private String script(Shell wanted) {
    CommandLine tree = wholeTree.get();
    switch (wanted) {
      case FISH:
        return FishCompletion.of(tree);
      case ZSH:
        // Picocli's script loads bashcompinit itself when zsh reads it.
        return "autoload -U +X compinit && compinit\n" + AutoComplete.bash("sls-emu", tree);
      case BASH:
        return AutoComplete.bash("sls-emu", tree);
    }
    throw new AssertionError(wanted);
  }
}
