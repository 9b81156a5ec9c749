package io.slsemu.emulator.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Every state with every event; what is not in the golden table is refused. */
class EnvironmentTransitionsTests {
  private static final List<String> ALLOWED =
      List.of(
          "CREATED + INIT -> INITIALIZING",
          "CREATED + TERMINATE -> TERMINATED",
          "INITIALIZING + INIT_SUCCEEDED -> READY",
          "INITIALIZING + INIT_FAILED -> BROKEN",
          "INITIALIZING + TERMINATE -> TERMINATED",
          "READY + FREEZE -> FROZEN",
          "READY + INVOKE -> INVOKING",
          "READY + RUNTIME_LOST -> BROKEN",
          "READY + TERMINATE -> TERMINATED",
          "FROZEN + THAW -> READY",
          "FROZEN + RUNTIME_LOST -> BROKEN",
          "FROZEN + TERMINATE -> TERMINATED",
          "INVOKING + ANSWERED -> SETTLING",
          "INVOKING + RUNTIME_LOST -> BROKEN",
          "INVOKING + TERMINATE -> TERMINATED",
          "SETTLING + SETTLED -> READY",
          "SETTLING + RUNTIME_LOST -> BROKEN",
          "SETTLING + TERMINATE -> TERMINATED",
          "BROKEN + INIT -> INITIALIZING",
          "BROKEN + TERMINATE -> TERMINATED",
          "TERMINATED + INIT_SUCCEEDED -> TERMINATED",
          "TERMINATED + INIT_FAILED -> TERMINATED",
          "TERMINATED + INVOKE -> TERMINATED",
          "TERMINATED + ANSWERED -> TERMINATED",
          "TERMINATED + SETTLED -> TERMINATED",
          "TERMINATED + RUNTIME_LOST -> TERMINATED",
          "TERMINATED + TERMINATE -> TERMINATED");

  @Test
  @DisplayName("8.4/65: all transitions of an environment, and no others")
  void nextWhenTriedWithEveryPairThenAllowsTheGoldenTableOnly() {
    List<String> allowed = new ArrayList<>();
    for (EnvironmentState state : EnvironmentState.values()) {
      for (EnvironmentEvent event : EnvironmentEvent.values()) {
        try {
          allowed.add(state + " + " + event + " -> " + EnvironmentTransitions.next(state, event));
        } catch (IllegalStateException e) {
          assertThat(e).hasMessageContaining(state.name()).hasMessageContaining(event.name());
        }
      }
    }

    assertThat(allowed).containsExactlyElementsOf(ALLOWED);
  }
}
