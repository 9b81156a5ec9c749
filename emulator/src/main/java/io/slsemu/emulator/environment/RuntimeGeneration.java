package io.slsemu.emulator.environment;

import io.slsemu.emulator.function.Function;
import io.slsemu.emulator.sandbox.Launch;
import io.slsemu.emulator.sandbox.Sandbox;
import io.slsemu.emulator.sandbox.SandboxException;
import io.slsemu.emulator.sandbox.SandboxExit;
import io.slsemu.emulator.sandbox.SandboxOutput;
import io.slsemu.emulator.sandbox.SandboxProcess;
import io.slsemu.runtimeapi.RuntimeApiEndpoint;
import io.slsemu.runtimeapi.model.ExtensionFault;
import io.slsemu.runtimeapi.model.FunctionIdentity;
import io.slsemu.runtimeapi.session.ConcurrentSession;
import io.slsemu.runtimeapi.session.ExtensionSession;
import io.slsemu.runtimeapi.session.ExtensionStatus;
import io.slsemu.runtimeapi.session.MeetingPoint;
import io.slsemu.runtimeapi.session.RuntimeSession;
import io.slsemu.runtimeapi.telemetry.TelemetryPlatform;
import io.slsemu.runtimeapi.telemetry.TelemetrySession;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One life of a runtime and its extensions: their sandbox, their Runtime API and what was said
 * there. A reset makes a new one instead of clearing this.
 */
final class RuntimeGeneration implements AutoCloseable {
  static final long KILL_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** A reply sent just before the end is still in the socket when the end is noticed. */
  private static final long LAST_WORDS_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final Sandbox sandbox;
  private final MeetingPoint session;
  private final TelemetrySession telemetry;
  private final RuntimeApiEndpoint endpoint;
  private final List<String> extensionNames;
  private final ExternalExtensions extensions;

  /** Completes once nothing can come of it any more: the runtime or an extension is gone. */
  private final CompletableFuture<Void> lost = new CompletableFuture<>();

  /** Why the platform gave it up, null if it did not. */
  private volatile @Nullable Fault givenUp;

  private @Nullable SandboxProcess runtime;
  private String workingDirectory = "";

  /**
   * @param notices takes what is to be told of subscriptions
   * @throws SandboxException if the host gives no port
   */
  RuntimeGeneration(
      Sandbox sandbox, Function function, EnvironmentServices services, TelemetryNotices notices) {
    this.sandbox = sandbox;
    sandbox.awaitReady();
    this.extensionNames = sandbox.extensions();
    boolean managed = function.configuration().maxConcurrency() != null;
    ExtensionSession extensionSession =
        managed
            ? ExtensionSession.shutdownOnly(identity(function), extensionNames, status -> {})
            : new ExtensionSession(identity(function), extensionNames, status -> {});
    this.telemetry =
        new TelemetrySession(
            new TelemetryPlatform(
                sandbox::connect,
                services.threads()::start,
                notices,
                services.time().wall().withZone(ZoneOffset.UTC),
                services.time()::now,
                managed),
            identifier -> extensionSession.find(identifier).map(ExtensionStatus::name));
    this.session =
        managed
            ? new ConcurrentSession(services.time()::now, extensionSession, telemetry)
            : new RuntimeSession(services.time()::now, extensionSession, telemetry);
    this.extensions = new ExternalExtensions(sandbox, extensionSession);
    this.endpoint = open(services);
    sandbox.exit().thenAccept(exit -> lost.complete(null));
    extensionSession.fatal().thenAccept(fault -> lost.complete(null));
  }

  private static FunctionIdentity identity(Function function) {
    return new FunctionIdentity(
        function.name().value(),
        function.version(),
        function.configuration().handler(),
        function.arn().account());
  }

  private RuntimeApiEndpoint open(EnvironmentServices services) {
    try {
      return sandbox.openRuntimeApi(services.runtimeApi(), session);
    } catch (IOException e) {
      throw new SandboxException(
          "no Runtime API could be opened: " + e.getMessage(),
          "free some ports or file descriptors (ulimit -n)",
          e);
    }
  }

  Sandbox sandbox() {
    return sandbox;
  }

  MeetingPoint session() {
    return session;
  }

  TelemetrySession telemetry() {
    return telemetry;
  }

  RuntimeApiEndpoint endpoint() {
    return endpoint;
  }

  ExternalExtensions extensions() {
    return extensions;
  }

  boolean hasExternalExtensions() {
    return !extensionNames.isEmpty();
  }

  /** The runtime, null before it is started. */
  @Nullable SandboxProcess runtime() {
    return runtime;
  }

  void startExtensions(Map<String, String> variables, SandboxOutput output) {
    extensions.start(extensionNames, variables, output);
  }

  void startRuntime(Launch launch) {
    workingDirectory = launch.workingDirectory();
    SandboxProcess started = sandbox.start(launch);
    runtime = started;
    if (hasExternalExtensions()) { // otherwise the sandbox ends with it
      started.exit().thenAccept(exit -> lost.complete(null));
    }
  }

  /** Lets nothing run in it from here on. */
  void freeze() {
    telemetry.freeze();
    sandbox.freeze();
  }

  void thaw() {
    sandbox.thaw();
    telemetry.thaw();
  }

  /** Counts it as lost from now on: whoever waits for its runtime is told why. */
  void giveUp(Fault reason) {
    givenUp = reason;
    lost.complete(null);
  }

  /** Whether its runtime or an extension has ended, or it was given up. */
  boolean isLost() {
    return lost.isDone();
  }

  /** Why it is lost. Call only when it is. The first fault there was is the cause of the rest. */
  Fault causeOfLoss() {
    Fault reason = givenUp;
    if (reason != null) {
      return reason;
    }
    if (sandbox.usage().outOfMemoryKills() > 0) {
      return Fault.outOfMemory();
    }
    Optional<ExtensionFault> fault = session.extensions().firstFault();
    if (fault.isPresent()) {
      return Fault.ofExtension(fault.get());
    }
    return Fault.exited(exit(), workingDirectory);
  }

  /** How the runtime ended. The sandbox itself knows best, unless extensions keep it alive. */
  private SandboxExit exit() {
    SandboxProcess started = runtime;
    boolean outlived = started != null && started.exit().isDone() && !sandbox.exit().isDone();
    return outlived && hasExternalExtensions() ? started.exit().join() : sandbox.exit().join();
  }

  /**
   * Waits for something the runtime says, its end, or the limit, whichever is first.
   *
   * @return whether the runtime said it
   */
  boolean await(CompletableFuture<?> word, long limitNanos) {
    if (awaitAny(word, limitNanos) && !word.isDone()) {
      awaitOnly(word, LAST_WORDS_NANOS);
    }
    return word.isDone() && !word.isCompletedExceptionally();
  }

  /** Whether the runtime's end follows at once: a connection that broke may be its first sign. */
  boolean exitsNow() {
    return awaitOnly(lost, LAST_WORDS_NANOS);
  }

  /** Whether a process ended within the limit. */
  boolean awaitEnd(SandboxProcess process, long limitNanos) {
    return awaitOnly(process.exit(), limitNanos);
  }

  /** Waits for something that need not come. */
  void awaitQuietly(CompletableFuture<?> future, long limitNanos) {
    awaitOnly(future, limitNanos);
  }

  /**
   * Ends every process, and only then the API: a runtime that saw its API go would have time to
   * complain of it in the function's log.
   */
  @Override
  public void close() {
    sandbox.kill();
    if (runtime != null || !extensions.processes().isEmpty()) { // else there is no end to wait for
      awaitOnly(sandbox.exit(), KILL_LIMIT_NANOS);
    }
    endpoint.close();
  }

  private boolean awaitAny(CompletableFuture<?> word, long limitNanos) {
    return word.isDone() || awaitOnly(CompletableFuture.anyOf(word, lost), limitNanos);
  }

  private static boolean awaitOnly(CompletableFuture<?> future, long limitNanos) {
    try {
      future.get(Math.max(0, limitNanos), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException | CancellationException e) {
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SandboxException("interrupted while waiting for the runtime", "try again", e);
    }
  }
}
