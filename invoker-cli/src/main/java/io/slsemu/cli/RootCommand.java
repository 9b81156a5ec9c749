package io.slsemu.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command without a command word: only its help is ever used. */
@Command(
    name = "sls-emu",
    description = "Runs serverless functions on this machine as the cloud would.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Options of a command: sls-emu COMMAND --help",
      "Example: sls-emu invoke fixtures/hello --payload '{\"name\":\"Ada\"}'"
    })
final class RootCommand {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Print the version.")
  private boolean version;
}
