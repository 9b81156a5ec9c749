package io.slsemu.runtimeapi.state;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RuntimeTransitionsTests {

  /** Every state against every event; all that is not listed is refused. */
  private static final String GOLDEN =
      """
      Started                    NEXT               -> Ready
      Started                    INIT_ERROR         -> InitError
      Started                    RESTORE_NEXT       -> RestoreReady
      Ready                      NEXT               -> Ready
      Ready                      EVENT_HANDED_OVER  -> Running
      Running                    NEXT               -> Running
      Running                    RESPONSE           -> InvocationResponse
      Running                    ERROR              -> InvocationErrorResponse
      InvocationResponse         ANSWER_TAKEN       -> RuntimeResponseSentState
      InvocationResponse         ANSWER_CUT_SHORT   -> Running
      InvocationErrorResponse    ANSWER_TAKEN       -> RuntimeResponseSentState
      InvocationErrorResponse    ANSWER_CUT_SHORT   -> Running
      RuntimeResponseSentState   NEXT               -> Ready
      RestoreReady               RESTORED           -> Restoring
      Restoring                  NEXT               -> Ready
      Restoring                  INIT_ERROR         -> RuntimeRestoreErrorState
      Restoring                  RESTORE_ERROR      -> RuntimeRestoreErrorState
      """;

  @Test
  @DisplayName("8.4/65: all transitions of the runtime, and no others")
  void afterWhenEveryStateMeetsEveryEventThenEqualsTheGoldenTable() {
    StringBuilder table = new StringBuilder();

    for (RuntimeState state : RuntimeState.values()) {
      for (RuntimeEvent event : RuntimeEvent.values()) {
        RuntimeTransitions.after(state, event)
            .ifPresent(
                to ->
                    table.append(
                        String.format(
                            "%-26s %-18s -> %s%n", state.wireName(), event, to.wireName())));
      }
    }

    System.out.println(table);
    assertThat(table.toString()).isEqualToNormalizingNewlines(GOLDEN);
  }

  @ParameterizedTest
  @EnumSource(RuntimeEvent.class)
  void afterWhenInitFailedThenNothingIsAllowed(RuntimeEvent event) {
    assertThat(RuntimeTransitions.after(RuntimeState.INIT_ERROR, event)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = RuntimeState.class,
      names = {"INVOCATION_RESPONSE", "INVOCATION_ERROR_RESPONSE"})
  void afterWhenAnAnswerEndsThenNoStateIsStuck(RuntimeState taking) {
    assertThat(RuntimeTransitions.after(taking, RuntimeEvent.ANSWER_TAKEN))
        .contains(RuntimeState.RESPONSE_SENT);
    assertThat(RuntimeTransitions.after(taking, RuntimeEvent.ANSWER_CUT_SHORT))
        .contains(RuntimeState.RUNNING);
  }
}
