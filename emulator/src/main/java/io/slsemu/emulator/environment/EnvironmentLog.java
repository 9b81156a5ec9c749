package io.slsemu.emulator.environment;

import io.slsemu.emulator.sandbox.SandboxOutput;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;

/** One environment's log: passes every line on and keeps those of the invocation under way. */
final class EnvironmentLog implements SandboxOutput {
  /** Enough for any test; a function that writes more keeps its newest lines here. */
  private static final int MAX_KEPT_CHARS = 4 * 1024 * 1024;

  private final String environmentId;
  private final LogSink sink;
  private final ArrayDeque<String> kept = new ArrayDeque<>();
  private int keptChars;

  EnvironmentLog(String environmentId, LogSink sink) {
    this.environmentId = environmentId;
    this.sink = sink;
  }

  void platform(String line) {
    keep(line);
    sink.platformLine(environmentId, line);
  }

  @Override
  public void line(Stream stream, byte[] line) {
    keep(new String(line, StandardCharsets.UTF_8));
    sink.functionLine(environmentId, line);
  }

  /** Gives the lines since the last call. */
  synchronized List<String> take() {
    List<String> lines = List.copyOf(kept);
    kept.clear();
    keptChars = 0;
    return lines;
  }

  private synchronized void keep(String line) {
    kept.add(line);
    keptChars += line.length();
    while (keptChars > MAX_KEPT_CHARS && kept.size() > 1) {
      keptChars -= kept.remove().length();
    }
  }
}
