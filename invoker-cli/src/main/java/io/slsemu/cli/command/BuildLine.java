package io.slsemu.cli.command;

import io.slsemu.cli.output.Diagnostics;
import io.slsemu.cli.output.Verbosity;
import io.slsemu.cli.project.BuildProgress;

/** Shows a build as one line: what, and when done how long it took. */
final class BuildLine implements BuildProgress {
  private final Diagnostics diagnostics;

  BuildLine(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  @Override
  public void started(String what) {
    if (isShown()) {
      diagnostics.partial(what + " … ");
    }
  }

  @Override
  public void finished(long millis, String output) {
    if (isShown()) {
      long tenths = (millis + 50) / 100;
      diagnostics.partial(tenths / 10 + "." + tenths % 10 + " s\n");
    }
    if (diagnostics.verbosity() == Verbosity.VERBOSE) {
      diagnostics.verbatim(output);
    }
  }

  @Override
  public void failed(String output) {
    if (isShown()) {
      diagnostics.partial("failed\n");
    }
    diagnostics.verbatim(output);
  }

  private boolean isShown() {
    return diagnostics.verbosity() != Verbosity.QUIET;
  }
}
