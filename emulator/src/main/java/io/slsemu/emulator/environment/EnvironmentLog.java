package io.slsemu.emulator.environment;

import io.slsemu.emulator.function.Function;
import io.slsemu.emulator.function.LogLevel;
import io.slsemu.emulator.function.LoggingConfiguration;
import io.slsemu.emulator.report.InitEvent;
import io.slsemu.emulator.report.InvocationReport.Status;
import io.slsemu.emulator.report.LineLevel;
import io.slsemu.emulator.report.PlatformEvent;
import io.slsemu.emulator.sandbox.SandboxOutput;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One environment's log: whatever the platform and the function have to say goes through here, is
 * written in the function's log format if its level passes, and is kept for the invocation it
 * belongs to.
 */
final class EnvironmentLog implements SandboxOutput {
  private record Told(PlatformEvent event, Instant time) {}

  private final String environmentId;
  private final LoggingConfiguration logging;
  private final boolean reportEveryInit;
  private final InstantSource wall;
  private final LogSink sink;
  private final KeptLines kept = new KeptLines();
  private final AtomicReference<@Nullable Told> soon = new AtomicReference<>();
  private volatile @Nullable EventListener listener;

  /**
   * @param reportEveryInit whether a text log has an INIT_REPORT of good Inits of on-demand
   *     functions too
   * @param wall the time of day, for events
   */
  EnvironmentLog(
      String environmentId,
      LoggingConfiguration logging,
      boolean reportEveryInit,
      InstantSource wall,
      LogSink sink) {
    this.environmentId = environmentId;
    this.logging = logging;
    this.reportEveryInit = reportEveryInit;
    this.wall = wall;
    this.sink = sink;
  }

  /** The log of a new environment of a function. */
  static EnvironmentLog of(String environmentId, Function function, EnvironmentServices services) {
    return new EnvironmentLog(
        environmentId,
        function.configuration().logging(),
        services.reportEveryInit(),
        services.time().wall(),
        services.log().of(function));
  }

  /** From now on somebody hears everything, what the log leaves out too; null: nobody does. */
  void listen(@Nullable EventListener newListener) {
    listener = newListener;
  }

  /** Whether anybody would hear of an event of this level that has no line in a text log. */
  boolean hears(LogLevel level) {
    EventListener current = listener;
    return (current != null && current.isListening()) || (logging.isJson() && passes(level));
  }

  /** The log as an extension writes to it. */
  SandboxOutput ofExtension() {
    return (stream, line) -> written(line, (each, time) -> each.onExtensionLine(line, time));
  }

  /** The time of day, for events. */
  Instant now() {
    return wall.instant();
  }

  void emit(PlatformEvent event) {
    flush();
    write(tell(told(event)));
  }

  /** Writes what those who subscribed have been told already. */
  void emitToLogOnly(PlatformEvent event) {
    flush();
    write(line(told(event)));
  }

  private void write(@Nullable String line) {
    if (line != null) {
      kept.add(line);
      sink.platformLine(environmentId, line);
    }
  }

  /**
   * Puts an event before all that comes later, without the wait that writing it may mean: whoever
   * writes next, or flushes, writes it.
   */
  void emitSoon(PlatformEvent event) {
    flush();
    soon.set(told(event));
  }

  /** Emits the last event of an invocation: what comes after it belongs to the next one. */
  void emitLast(PlatformEvent event) {
    flush();
    String line = tell(told(event));
    kept.end(line);
    if (line != null) {
      sink.platformLine(environmentId, line);
    }
  }

  void flush() {
    if (soon.get() != null) {
      showSoon();
    }
  }

  @Override
  public void line(Stream stream, byte[] line) {
    written(line, (each, time) -> each.onLine(line, time));
  }

  private void written(byte[] line, BiConsumer<EventListener, Instant> telling) {
    flush();
    tell(telling);
    if (logging.isJson() && !passesLevel(line)) {
      return;
    }
    kept.add(new String(line, StandardCharsets.UTF_8));
    sink.functionLine(environmentId, line);
  }

  private void tell(BiConsumer<EventListener, Instant> telling) {
    EventListener current = listener;
    if (current != null) {
      telling.accept(current, now());
    }
  }

  /** Forgets the lines so far: they belong to no invocation. */
  void forget() {
    kept.end(null);
    kept.takeEnded();
  }

  /** Gives the lines of the invocation that ended last. */
  List<String> take() {
    return kept.takeEnded();
  }

  /** Under a lock, so that nobody passes a line that is just being written. */
  private synchronized void showSoon() {
    Told told = soon.get();
    if (told != null) {
      write(tell(told));
      soon.set(null);
    }
  }

  private Told told(PlatformEvent event) {
    return new Told(event, now());
  }

  /** Tells whoever listens, and gives the line that is to be written, if any. */
  private @Nullable String tell(Told told) {
    tell((each, now) -> each.on(told.event(), told.time()));
    return line(told);
  }

  private @Nullable String line(Told told) {
    if (!logging.isJson()) {
      return isLeftOut(told.event()) ? null : told.event().text();
    }
    LogLevel level = told.event().level();
    return level != null && passes(level) ? told.event().json(told.time()) : null;
  }

  private boolean passes(LogLevel level) {
    return level.passes(Objects.requireNonNull(logging.systemLevel()));
  }

  /** Text has no levels; there the emulator's own setting decides on the one of these lines. */
  private boolean isLeftOut(PlatformEvent event) {
    return !reportEveryInit
        && event instanceof InitEvent.Report init
        && init.report().status() == Status.SUCCESS
        && init.level() == LogLevel.DEBUG;
  }

  /** What is no JSON object has no level, and is written as it is. */
  private boolean passesLevel(byte[] line) {
    LogLevel level = LineLevel.of(line);
    return level == null || level.passes(Objects.requireNonNull(logging.applicationLevel()));
  }
}
