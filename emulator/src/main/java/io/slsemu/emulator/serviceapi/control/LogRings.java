package io.slsemu.emulator.serviceapi.control;

import io.slsemu.emulator.environment.LogSink;
import io.slsemu.emulator.function.Function;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the newest log lines of each function, once somebody may ask for them, and hands every line
 * on. A chatty function pushes out its own lines only.
 */
public final class LogRings implements LogSink {
  /** Some megabytes at most for a function, and some hundred calls of an ordinary one. */
  private static final int MAX_LINES = 5_000;

  private static final int MAX_CHARS = 2 * 1024 * 1024;

  /**
   * A line of the log.
   *
   * @param sequence counts the lines of all functions
   * @param millis when it was written, since the epoch
   * @param platform whether it is the platform's, not the function's own
   */
  public record Line(
      long sequence,
      long millis,
      String function,
      String environmentId,
      boolean platform,
      String text) {}

  private static final class Ring {
    private final Deque<Line> lines = new ArrayDeque<>();
    private int chars;

    void add(Line line) {
      lines.add(line);
      chars += line.text().length();
      while (lines.size() > MAX_LINES || (chars > MAX_CHARS && lines.size() > 1)) {
        chars -= lines.remove().text().length();
      }
    }
  }

  private final LogSink sink;
  private final InstantSource wall;

  /** Guards the fields below, but for the flag. */
  private final Object lock = new Object();

  private final Map<String, Ring> rings = new HashMap<>();
  private long last;
  private int waiting;
  private volatile boolean keeping;
  private boolean closed;

  /**
   * @param sink hears every line
   */
  public LogRings(LogSink sink, InstantSource wall) {
    this.sink = sink;
    this.wall = wall;
  }

  /** From now on lines are kept: somebody may ask for them. */
  public void keep() {
    keeping = true;
  }

  /** Sends those away who wait for lines. */
  public void close() {
    synchronized (lock) {
      closed = true;
      lock.notifyAll();
    }
  }

  @Override
  public LogSink of(Function function) {
    return new Tap(function.name().value(), sink.of(function));
  }

  /**
   * The lines after one, in their order.
   *
   * @param function whose; null: everybody's
   * @param after the number of the last one that is known, 0 for none
   * @param wait how long to wait for one if there is none
   */
  public List<Line> after(@Nullable String function, long after, long wait, TimeUnit unit) {
    long deadline = System.nanoTime() + unit.toNanos(wait);
    synchronized (lock) {
      List<Line> found = find(function, after);
      for (long left = 1; found.isEmpty() && left > 0 && !closed; found = find(function, after)) {
        left = deadline - System.nanoTime();
        if (left > 0 && !await(left)) {
          return List.of();
        }
      }
      return found;
    }
  }

  private boolean await(long nanos) {
    waiting++;
    try {
      TimeUnit.NANOSECONDS.timedWait(lock, nanos);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      waiting--;
    }
  }

  private List<Line> find(@Nullable String function, long after) {
    List<Line> found = new ArrayList<>();
    if (last > after) {
      rings.forEach(
          (name, ring) -> {
            if (function == null || function.equals(name)) {
              ring.lines.stream().filter(line -> line.sequence() > after).forEach(found::add);
            }
          });
      found.sort(Comparator.comparingLong(Line::sequence));
    }
    return found;
  }

  private void add(String function, String environmentId, boolean platform, String text) {
    long now = wall.millis();
    synchronized (lock) {
      last++;
      rings
          .computeIfAbsent(function, name -> new Ring())
          .add(new Line(last, now, function, environmentId, platform, text));
      if (waiting > 0) {
        lock.notifyAll();
      }
    }
  }

  /** One environment's way in. */
  private final class Tap implements LogSink {
    private final String function;
    private final LogSink next;

    Tap(String function, LogSink next) {
      this.function = function;
      this.next = next;
    }

    @Override
    public void platformLine(String environmentId, String line) {
      if (keeping) {
        add(function, environmentId, true, line);
      }
      next.platformLine(environmentId, line);
    }

    @Override
    public void functionLine(String environmentId, byte[] line) {
      if (keeping) {
        add(function, environmentId, false, new String(line, StandardCharsets.UTF_8));
      }
      next.functionLine(environmentId, line);
    }
  }
}
