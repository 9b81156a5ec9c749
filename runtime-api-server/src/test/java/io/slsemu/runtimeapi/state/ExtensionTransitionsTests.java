package io.slsemu.runtimeapi.state;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ExtensionTransitionsTests {

  /** Every kind and state against every event; all that is not listed is refused. */
  private static final String GOLDEN =
      """
      EXTERNAL Started    REGISTER           -> Registered
      EXTERNAL Started    LAUNCH_FAILED      -> LaunchError
      EXTERNAL Registered NEXT               -> Ready
      EXTERNAL Registered INIT_ERROR         -> InitError
      EXTERNAL Registered EXIT_ERROR         -> ExitError
      EXTERNAL Ready      EVENT_HANDED_OVER  -> Running
      EXTERNAL Ready      EXIT_ERROR         -> ExitError
      EXTERNAL Running    NEXT               -> Ready
      EXTERNAL Running    EXIT_ERROR         -> ExitError
      EXTERNAL Running    PROCESS_EXITED     -> Exited
      EXTERNAL Running    KILLED_AT_DEADLINE -> ShutdownFailed
      EXTERNAL InitError  INIT_ERROR         -> InitError
      EXTERNAL ExitError  EXIT_ERROR         -> ExitError
      INTERNAL Started    REGISTER           -> Registered
      INTERNAL Registered NEXT               -> Ready
      INTERNAL Registered INIT_ERROR         -> InitError
      INTERNAL Registered EXIT_ERROR         -> ExitError
      INTERNAL Ready      EVENT_HANDED_OVER  -> Running
      INTERNAL Ready      EXIT_ERROR         -> ExitError
      INTERNAL Running    NEXT               -> Ready
      INTERNAL Running    EXIT_ERROR         -> ExitError
      INTERNAL InitError  INIT_ERROR         -> InitError
      INTERNAL ExitError  EXIT_ERROR         -> ExitError
      """;

  @Test
  @DisplayName("8.4/65: all transitions of external and internal extensions, and no others")
  void afterWhenEveryStateMeetsEveryEventThenEqualsTheGoldenTable() {
    StringBuilder table = new StringBuilder();

    for (ExtensionKind kind : ExtensionKind.values()) {
      for (ExtensionState state : ExtensionState.values()) {
        for (ExtensionEvent event : ExtensionEvent.values()) {
          ExtensionTransitions.after(kind, state, event)
              .ifPresent(
                  to ->
                      table.append(
                          String.format(
                              "%s %-10s %-18s -> %s%n",
                              kind, state.wireName(), event, to.wireName())));
        }
      }
    }

    assertThat(table.toString()).isEqualToNormalizingNewlines(GOLDEN);
  }
}
