package io.slsemu.cli.exit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InterruptionTests {
  private final Interruption interruption = new Interruption();
  private final List<String> undone = new ArrayList<>();

  @Test
  void interruptWhenSeveralAreRegisteredThenNewestFirst() {
    interruption.onInterrupt(() -> undone.add("first"));
    interruption.onInterrupt(() -> undone.add("second"));

    interruption.interrupt();

    assertThat(undone).containsExactly("second", "first");
    assertThat(interruption.isInterrupted()).isTrue();
  }

  @Test
  void interruptWhenCancelledThenNotUndone() {
    interruption.onInterrupt(() -> undone.add("never")).cancel();

    interruption.interrupt();

    assertThat(undone).isEmpty();
  }

  @Test
  void onInterruptWhenInterruptedAlreadyThenUndoneAtOnce() {
    interruption.interrupt();

    interruption.onInterrupt(() -> undone.add("late"));

    assertThat(undone).containsExactly("late");
  }

  @Test
  void interruptWhenOneFailsThenOthersAreUndone() {
    interruption.onInterrupt(() -> undone.add("last"));
    interruption.onInterrupt(
        () -> {
          throw new IllegalStateException("cannot");
        });

    interruption.interrupt();

    assertThat(undone).containsExactly("last");
  }
}
