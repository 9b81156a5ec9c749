package io.slsemu.cli.output;

import java.util.Map;

/** When stderr carries colour. */
public enum Coloring {
  AUTO,
  ALWAYS,
  NEVER;

  /**
   * Decides as most tools do: the flag, then {@code NO_COLOR} (no-color.org), then {@code
   * CLICOLOR_FORCE} (bixense.com/clicolors), then whether a person reads.
   */
  boolean applies(Map<String, String> environment, boolean isTerminal) {
    if (this != AUTO) {
      return this == ALWAYS;
    }
    if (!environment.getOrDefault("NO_COLOR", "").isEmpty()) {
      return false;
    }
    String force = environment.getOrDefault("CLICOLOR_FORCE", "");
    if (!force.isEmpty() && !force.equals("0")) {
      return true;
    }
    return isTerminal && !"dumb".equals(environment.get("TERM"));
  }
}
