package io.slsemu.emulator.environment;

import io.slsemu.emulator.report.TimeSource;
import io.slsemu.emulator.sandbox.SandboxProcess;
import io.slsemu.runtimeapi.model.ShutdownReason;
import io.slsemu.runtimeapi.session.ExtensionSession;
import io.slsemu.runtimeapi.telemetry.TelemetrySession;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The end of a generation: first its runtime, then its extensions, within the service's budgets.
 * Without any extension all is killed at once.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html">lambda-runtime-environment</a>
 */
final class ShutdownPhase {
  private static final Duration WITH_EXTERNAL = Duration.ofMillis(2_000);
  private static final Duration WITH_INTERNAL_ONLY = Duration.ofMillis(500);

  /** AWS's Runtime Interface Emulator, {@code rapid/shutdown.go}: {@code runtimeDeadlineShare}. */
  private static final double RUNTIME_SHARE = 0.3;

  private final RuntimeGeneration generation;
  private final ExtensionSession session;
  private final ShutdownReason reason;
  private final TimeSource time;
  private final boolean hasExtensions;
  private final Duration budget;
  private final long startedNanos;
  private final long deadlineMillis;

  /** Begins it: from here on the budget is spent. The sandbox must not be frozen. */
  ShutdownPhase(RuntimeGeneration generation, ShutdownReason reason, TimeSource time) {
    this.generation = generation;
    this.session = generation.session().extensions();
    this.reason = reason;
    this.time = time;
    this.hasExtensions = session.hasAny();
    this.budget = session.hasExternal() ? WITH_EXTERNAL : WITH_INTERNAL_ONLY;
    this.startedNanos = time.now();
    this.deadlineMillis = time.wall().millis() + budget.toMillis();
  }

  /**
   * The end of a whole environment, with all it has on the host. What the host does not thaw can
   * hear nothing any more, and is killed.
   */
  static void spinDown(CurrentRuntime current, Rest rest, TimeSource time) {
    RuntimeGeneration last = current.generation();
    try {
      boolean hears = last != null && isAwake(last, rest);
      rest.move(EnvironmentEvent.TERMINATE);
      if (hears) {
        new ShutdownPhase(last, ShutdownReason.SPINDOWN, time).run();
      } else if (last != null) {
        last.close();
      }
    } finally {
      current.sandbox().close();
    }
  }

  /** Without an extension nobody hears of the end: it may stay frozen. */
  private static boolean isAwake(RuntimeGeneration last, Rest rest) {
    try {
      if (last.session().extensions().hasAny()) {
        rest.end(last);
      }
      return true;
    } catch (RuntimeException refused) {
      return false;
    }
  }

  /** Both parts, one after the other. */
  void run() {
    endRuntime();
    endExtensions();
  }

  /** Asks the runtime to end, if there is an extension, and sees that it does. */
  void endRuntime() {
    if (!hasExtensions) {
      generation.close();
      return;
    }
    SandboxProcess runtime = generation.runtime();
    if (runtime == null) {
      return;
    }
    runtime.terminate();
    double share = session.hasExternal() ? RUNTIME_SHARE : 1;
    if (!generation.awaitEnd(runtime, leftOf((long) (budget.toNanos() * share)))) {
      runtime.kill();
      generation.awaitEnd(runtime, RuntimeGeneration.KILL_LIMIT_NANOS);
    }
  }

  /** Tells the extensions, gives them the rest of the budget, and removes all that is left. */
  void endExtensions() {
    if (hasExtensions) {
      // What happened is theirs to know before they go; but some of the time is for going.
      TelemetrySession telemetry = generation.telemetry();
      generation.awaitQuietly(telemetry.flush(), leftOf(budget.toNanos()) / 2);
      List<String> told = session.shutdown(reason, deadlineMillis);
      Map<String, SandboxProcess> processes = generation.extensions().processes();
      processes.forEach(
          (name, process) -> {
            if (!told.contains(name)) {
              process.kill();
            }
          });
      for (String name : told) {
        awaitOrKill(name, processes.get(name));
      }
    }
    generation.close();
  }

  private void awaitOrKill(String name, @Nullable SandboxProcess process) {
    if (process != null && !generation.awaitEnd(process, leftOf(budget.toNanos()))) {
      session.killedAtDeadline(name);
      process.kill();
    }
  }

  private long leftOf(long nanos) {
    return Math.max(0, startedNanos + nanos - time.now());
  }
}
