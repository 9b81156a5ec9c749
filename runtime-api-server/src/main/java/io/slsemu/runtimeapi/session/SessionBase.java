package io.slsemu.runtimeapi.session;

import io.slsemu.runtimeapi.model.InitOutcome;
import io.slsemu.runtimeapi.telemetry.TelemetrySession;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What meeting points with runtimes of either kind have. */
abstract sealed class SessionBase implements MeetingPoint, AnswerTaker
    permits RuntimeSession, ConcurrentSession {
  final ExtensionSession extensions;
  final CompletableFuture<InitOutcome> initialized = new CompletableFuture<>();

  /** The only lock of the Runtime API; guards what follows, and the fields of either kind. */
  final Object lock = new Object();

  final RuntimeProgress progress = new RuntimeProgress();
  final RestoreSession restore = new RestoreSession(lock, progress);

  private final LongSupplier nanoClock;
  private final @Nullable TelemetrySession telemetry;

  SessionBase(
      LongSupplier nanoClock, ExtensionSession extensions, @Nullable TelemetrySession telemetry) {
    this.nanoClock = nanoClock;
    this.extensions = extensions;
    this.telemetry = telemetry;
  }

  @Override
  public final ExtensionSession extensions() {
    return extensions;
  }

  @Override
  public final Optional<TelemetrySession> telemetry() {
    return Optional.ofNullable(telemetry);
  }

  @Override
  public final CompletableFuture<InitOutcome> initialized() {
    return initialized;
  }

  @Override
  public final RestoreSession restore() {
    return restore;
  }

  @Override
  public final long nanoTime() {
    return nanoClock.getAsLong();
  }

  @Override
  public final void delivering(PendingInvocation pending) {
    pending.delivered(nanoTime());
  }
}
