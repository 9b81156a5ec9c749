package io.slsemu.emulator.invoke;

import io.slsemu.emulator.environment.ColdInit;
import io.slsemu.emulator.environment.ColdRestore;
import io.slsemu.emulator.report.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Notes when the phases of one invocation began and ended, counted from the call. */
final class Timeline {
  private final TimeSource time;
  private final long calledNanos;
  private final List<InvokeResult.Phase> phases = new ArrayList<>(2);
  private long invokeStartedNanos;

  Timeline(TimeSource time) {
    this.time = time;
    this.calledNanos = time.now();
  }

  /**
   * @param init the Init phase that ran for this invocation, null if there was none or it failed
   */
  void initialized(@Nullable ColdInit init) {
    if (init != null) {
      Duration asked = Duration.ofNanos(init.sandboxNanos() - calledNanos);
      Duration start = Duration.ofNanos(init.startedNanos() - calledNanos);
      phases.add(new InvokeResult.Phase("sandbox", asked, start));
      phases.add(new InvokeResult.Phase("init", start, start.plus(init.report().duration())));
    }
  }

  /**
   * @param restore the restore that ran for this invocation, null if there was none
   */
  void restored(@Nullable ColdRestore restore) {
    if (restore != null) {
      Duration start = Duration.ofNanos(restore.startedNanos() - calledNanos);
      phases.add(
          new InvokeResult.Phase("restore", start, start.plus(restore.figures().duration())));
    }
  }

  void invokeStarted() {
    invokeStartedNanos = time.now();
  }

  void invokeEnded() {
    phases.add(
        new InvokeResult.Phase(
            "invoke",
            Duration.ofNanos(invokeStartedNanos - calledNanos),
            Duration.ofNanos(time.now() - calledNanos)));
  }

  List<InvokeResult.Phase> phases() {
    return List.copyOf(phases);
  }
}
