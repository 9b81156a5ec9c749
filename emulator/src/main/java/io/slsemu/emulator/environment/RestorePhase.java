package io.slsemu.emulator.environment;

import io.slsemu.emulator.report.InvocationReport.Status;
import io.slsemu.emulator.report.RestoreEvent;
import io.slsemu.emulator.report.RestoreFigures;
import io.slsemu.runtimeapi.model.ContainerCredentials;
import io.slsemu.runtimeapi.model.InitOutcome;
import io.slsemu.runtimeapi.session.RestoreSession;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Brings a kept environment back: thaws it, releases its runtime from {@code restore/next}, and
 * waits until its hooks are done and it asks for an event.
 */
final class RestorePhase {
  /**
   * How long the runtime may take after it is released.
   *
   * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart.html">snapstart</a>
   */
  private static final Duration LIMIT = Duration.ofSeconds(10);

  /** How long a role's credentials are good on the service at least. */
  private static final Duration CREDENTIALS_LIFE = Duration.ofHours(1);

  private final EnvironmentServices services;
  private final PhaseEvents events;
  private final Duration limit;
  private @Nullable ColdRestore restore;
  private @Nullable Fault fault;

  RestorePhase(EnvironmentServices services, PhaseEvents events) {
    this.services = services;
    this.events = events;
    // A test's Init limit that is shorter goes for this one as well.
    this.limit = services.initLimit().compareTo(LIMIT) < 0 ? services.initLimit() : LIMIT;
  }

  /**
   * Lets a runtime wait to be restored, before it is started.
   *
   * @return the token it gets its credentials for
   */
  static String enable(RestoreSession session, EnvironmentServices services) {
    String token = UUID.randomUUID().toString();
    session.enable(token, credentials(services));
    return token;
  }

  /**
   * @param rest frozen, or about to be
   * @return why it left no runtime, null if it did
   */
  @Nullable Fault run(RuntimeGeneration generation, Rest rest) {
    events.restoreStarts();
    long started = services.time().now();
    rest.end(generation);
    long released = services.time().now();
    fault = release(generation);
    long ended = services.time().now();
    generation.sandbox().drainOutput();
    Duration duration = Duration.ofNanos(ended - started);
    tell(duration, fault == null ? null : fault.errorType());
    RestoreFigures figures = new RestoreFigures(duration, Duration.ofNanos(ended - released));
    restore = new ColdRestore(started, figures);
    if (fault != null) {
      rest.move(EnvironmentEvent.RUNTIME_LOST);
    }
    return fault;
  }

  /** The restore that no invocation has ended after yet, null if there is none. */
  @Nullable ColdRestore restore() {
    return restore;
  }

  /** Why that restore left no runtime, null if it did, or if there is none. */
  @Nullable Fault fault() {
    return fault;
  }

  /** The restore the invocation that ends now came after, if it did. */
  @Nullable ColdRestore take() {
    ColdRestore taken = restore;
    restore = null;
    fault = null;
    return taken;
  }

  private void tell(Duration duration, @Nullable String errorType) {
    boolean late = Fault.RESTORE_TIMEOUT.equals(errorType);
    Status status = Status.of(late, errorType);
    events.restoreEnds(
        new RestoreEvent.RuntimeDone(status, errorType, List.of(), null),
        new RestoreEvent.Report(duration, status, late ? null : errorType, List.of()));
  }

  private @Nullable Fault release(RuntimeGeneration generation) {
    RestoreSession session = generation.session().restore();
    session.restore(credentials(services));
    if (!generation.await(session.restored(), limit.toNanos())) {
      return generation.isLost() ? generation.causeOfLoss() : Fault.restoreTimedOut(limit);
    }
    return session.restored().join() instanceof InitOutcome.Failed failed
        ? new Fault.Reported(failed.errorType(), failed.payload())
        : null;
  }

  /** Those the function would have in its environment. */
  private static ContainerCredentials credentials(EnvironmentServices services) {
    Credentials same = services.credentials();
    return new ContainerCredentials(
        same.accessKeyId(),
        same.secretAccessKey(),
        same.sessionToken(),
        services.time().wall().instant().plus(CREDENTIALS_LIFE).truncatedTo(ChronoUnit.SECONDS));
  }
}
