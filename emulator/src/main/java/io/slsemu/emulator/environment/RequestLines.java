package io.slsemu.emulator.environment;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds the lines of each of the invocations that share an environment: those that name its request
 * id. That is all there is to go by, and on Managed Instances AWS's runtimes write it in each line.
 * Of each the newest lines are kept.
 */
final class RequestLines implements LogSink {
  private final LogSink sink;
  private final Map<String, KeptLines> open = new ConcurrentHashMap<>();
  private final KeptLines init = new KeptLines();
  private volatile boolean initializing = true;

  RequestLines(LogSink sink) {
    this.sink = sink;
  }

  /** Begins to collect. False if an invocation of this id is under way. */
  boolean open(String requestId) {
    initializing = false;
    return open.putIfAbsent(requestId, new KeptLines()) == null;
  }

  /** Ends that and gives the lines. */
  List<String> close(String requestId) {
    KeptLines lines = open.remove(requestId);
    return lines == null ? List.of() : lines.current();
  }

  /** The lines before the first invocation. */
  List<String> ofInit() {
    return init.current();
  }

  @Override
  public void platformLine(String environmentId, String line) {
    keep(line);
    sink.platformLine(environmentId, line);
  }

  @Override
  public void functionLine(String environmentId, byte[] line) {
    keep(new String(line, StandardCharsets.UTF_8));
    sink.functionLine(environmentId, line);
  }

  private void keep(String line) {
    if (initializing) {
      init.add(line);
    }
    open.forEach(
        (requestId, lines) -> {
          if (line.contains(requestId)) {
            lines.add(line);
          }
        });
  }
}
