package io.slsemu.cli.command;

import io.slsemu.cli.exit.CommandFailure;
import io.slsemu.cli.exit.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code sls-emu completion}: prints a script that makes a shell complete the command line. */
@CommandLine.Command(
    name = "completion",
    description = "Print a completion script: source <(sls-emu completion bash).")
public final class CompletionCommand implements Command {
  /** The shells there is a script for. */
  enum Shell {
    BASH,
    ZSH,
    FISH
  }

  private final CommandContext context;
  private final Supplier<CommandLine> wholeTree;

  @Parameters(paramLabel = "bash|zsh|fish", description = "Which shell.")
  private String shell = "";

  @Mixin private GlobalOptions global = new GlobalOptions();

  /**
   * @param wholeTree makes the command line with all commands in it
   */
  public CompletionCommand(CommandContext context, Supplier<CommandLine> wholeTree) {
    this.context = context;
    this.wholeTree = wholeTree;
  }

  @Override
  public ExitCode run() {
    global.format();
    String script = script(Choice.of("completion", shell, Shell.values()));
    try {
      context.terminal().out().write(script.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw CommandFailure.usage("cannot write to stdout: " + e.getMessage(), null);
    }
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
