package io.slsemu.emulator.environment;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds the lines of each of the invocations that share an environment: those that name its request
 * id. That is all there is to go by, and on Managed Instances AWS's runtimes write it in each line.
 */
final class RequestLines implements LogSink {
  private final LogSink sink;
  private final Map<String, List<String>> open = new ConcurrentHashMap<>();
  private final List<String> init = Collections.synchronizedList(new ArrayList<>());
  private volatile boolean initializing = true;

  RequestLines(LogSink sink) {
    this.sink = sink;
  }

  /** Begins to collect. False if an invocation of this id is under way. */
  boolean open(String requestId) {
    initializing = false;
    return open.putIfAbsent(requestId, Collections.synchronizedList(new ArrayList<>())) == null;
  }

  /** Ends that and gives the lines. */
  List<String> close(String requestId) {
    List<String> lines = open.remove(requestId);
    return lines == null ? List.of() : List.copyOf(lines);
  }

  /** The lines before the first invocation. */
  List<String> ofInit() {
    return List.copyOf(init);
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
