package io.slsemu.emulator.sandbox;

import java.util.List;

/**
 * What a sandbox really enforces, so that no answer claims more. Each value is a word users see, in
 * {@code sls-emu doctor} and in every JSON answer.
 *
 * @param level how much of the service's environment this machine can give
 * @param freezer {@code cgroup}, {@code engine} (pause) or {@code sigstop}
 * @param memory {@code enforced}, {@code sampled} or {@code none}
 * @param cpu {@code quota} or {@code none}
 * @param tmp {@code disk}, {@code memory} or {@code directory} (no size limit)
 * @param isolation {@code namespaces}, {@code container} or {@code none}
 * @param gaps one plain sentence for each thing not enforced, with the remedy
 */
public record Fidelity(
    Level level,
    String freezer,
    String memory,
    String cpu,
    String tmp,
    String isolation,
    List<String> gaps) {

  /** The three levels of the process sandbox; Docker's is always {@link #FULL}. */
  public enum Level {
    /** Root: every limit. */
    FULL,
    /** An ordinary user with user namespaces and a delegated cgroup: the limits it delegates. */
    DELEGATED,
    /** Neither: signals and sampling. */
    REDUCED
  }

  public Fidelity {
    gaps = List.copyOf(gaps);
  }
}
