package io.slsemu.emulator.environment;

import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A ring of an environment's newest log lines, cut where invocations end. */
final class KeptLines {
  /** Enough for any test; a function that writes more keeps its newest lines here. */
  private static final int MAX_CHARS = 4 * 1024 * 1024;

  /** What a line takes beside its characters, so that a bound holds for empty ones too. */
  private static final int OF_EACH_LINE = 64;

  private final ArrayDeque<String> lines = new ArrayDeque<>();
  private int chars;
  private List<String> ended = List.of();

  synchronized void add(String line) {
    lines.add(line);
    chars += size(line);
    while (chars > MAX_CHARS && lines.size() > 1) {
      chars -= size(lines.remove());
    }
  }

  private static int size(String line) {
    return line.length() + OF_EACH_LINE;
  }

  /** The lines since the last end. */
  synchronized List<String> current() {
    return List.copyOf(lines);
  }

  /**
   * Ends an invocation: its lines are all since the last end.
   *
   * @param lastLine its last line, null if there is none
   */
  synchronized void end(@Nullable String lastLine) {
    if (lastLine != null) {
      add(lastLine);
    }
    ended = List.copyOf(lines);
    lines.clear();
    chars = 0;
  }

  /** The lines of the invocation that ended last. To be taken once. */
  synchronized List<String> takeEnded() {
    List<String> taken = ended;
    ended = List.of();
    return taken;
  }
}
