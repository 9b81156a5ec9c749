package io.slsemu.emulator.report;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the platform measured of an Init phase: the figures of its INIT_REPORT line.
 *
 * @param duration from the start of the bootstrap until the runtime asked for its first invocation,
 *     or until Init failed
 * @param phase where the Init ran
 * @param status how it ended
 * @param errorType the error's type where status is ERROR, else null
 */
public record InitReport(
    Duration duration, Phase phase, InvocationReport.Status status, @Nullable String errorType) {

  /** Where an Init runs. */
  public enum Phase {
    /** Ahead of the first invocation, with its own limit of 10 s. */
    INIT("init"),
    /**
     * Inside an invocation, under the function's timeout: after a failed Init and after a reset.
     */
    INVOKE("invoke");

    private final String label;

    Phase(String label) {
      this.label = label;
    }

    /** The word in the INIT_REPORT line. */
    public String label() {
      return label;
    }
  }
}
