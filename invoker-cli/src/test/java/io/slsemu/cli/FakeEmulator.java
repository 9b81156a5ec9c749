package io.slsemu.cli;

import io.slsemu.cli.command.Emulators;
import io.slsemu.cli.command.RunningEmulator;
import io.slsemu.emulator.EmulatorConfig;
import io.slsemu.emulator.EmulatorConfig.SandboxKind;
import io.slsemu.emulator.environment.InvocationOutcome;
import io.slsemu.emulator.environment.InvocationOutcome.Kind;
import io.slsemu.emulator.function.FunctionCode;
import io.slsemu.emulator.function.FunctionConfiguration;
import io.slsemu.emulator.invoke.InvokeRequest;
import io.slsemu.emulator.invoke.InvokeResult;
import io.slsemu.emulator.invoke.ResponseTaker;
import io.slsemu.emulator.placement.ProvisionedConcurrency;
import io.slsemu.emulator.report.InvocationReport;
import io.slsemu.emulator.report.MemorySource;
import io.slsemu.emulator.sandbox.Entrypoint;
import io.slsemu.emulator.sandbox.Fidelity;
import io.slsemu.emulator.sandbox.SandboxException;
import io.slsemu.emulator.trigger.LocalDoor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An emulator that answers as a test says, and remembers what it was asked. */
final class FakeEmulator implements RunningEmulator, Emulators {
  static final Fidelity FULL =
      new Fidelity(
          Fidelity.Level.FULL, "cgroup", "enforced", "quota", "disk", "namespaces", List.of());

  static final Entrypoint RUNNABLE =
      Entrypoint.Runnable.bootstrap("/var/task/bootstrap", "/var/task");

  final List<InvokeRequest> requests = Collections.synchronizedList(new ArrayList<>());
  Function<InvokeRequest, InvokeResult> answer = request -> ok(request.payload());
  List<String> pieces = List.of();
  Runnable afterPiece = () -> {};
  Fidelity fidelity = FULL;
  @Nullable IOException serveFailure;
  @Nullable IOException doorFailure;
  @Nullable SandboxException engineFailure;
  List<String> pruning = List.of();
  @Nullable EmulatorConfig config;
  @Nullable FunctionConfiguration deployed;
  final List<FunctionConfiguration> deployments = new ArrayList<>();
  boolean stopAtOnce;
  @Nullable FunctionCode code;
  Entrypoint entrypoint = RUNNABLE;
  final Map<String, Integer> reserved = new HashMap<>();
  final Map<String, Integer> provisioned = new HashMap<>();
  final List<LocalDoor> doors = new ArrayList<>();
  final List<Duration> skipped = new ArrayList<>();
  ProvisionedConcurrency provisioning =
      new ProvisionedConcurrency(ProvisionedConcurrency.Status.READY, 2, 2, null);
  @Nullable String warmedUp;
  int anticipated;
  boolean closed;

  @Override
  public RunningEmulator start(EmulatorConfig started) {
    requireEngine(started);
    config = started;
    return this;
  }

  @Override
  public List<String> prune(EmulatorConfig pruned) {
    requireEngine(pruned);
    config = pruned;
    return pruning;
  }

  private void requireEngine(EmulatorConfig wanted) {
    if (engineFailure != null && wanted.sandbox() == SandboxKind.DOCKER) {
      throw engineFailure;
    }
  }

  @Override
  public void deploy(FunctionConfiguration configuration, FunctionCode found) {
    deployed = configuration;
    deployments.add(configuration);
    code = found;
  }

  @Override
  public Entrypoint entrypoint(String functionName) {
    return entrypoint;
  }

  @Override
  public void anticipate(String functionName, int environments) {
    anticipated = environments;
  }

  @Override
  public void reserve(String functionName, int concurrency) {
    reserved.put(functionName, concurrency);
  }

  @Override
  public CompletableFuture<ProvisionedConcurrency> provision(
      String functionName, int environments) {
    provisioned.put(functionName, environments);
    return CompletableFuture.completedFuture(provisioning);
  }

  @Override
  public void warmUp(String functionName) {
    warmedUp = functionName;
  }

  @Override
  public void skipIdle(Duration idle) {
    skipped.add(idle);
  }

  @Override
  public InvokeResult invoke(InvokeRequest request) {
    requests.add(request);
    return on(fidelity, answer.apply(request));
  }

  @Override
  public InvokeResult invoke(InvokeRequest request, ResponseTaker taker) {
    InvokeResult result = invoke(request);
    stream(result, taker);
    return result;
  }

  private void stream(InvokeResult result, ResponseTaker taker) {
    if (!pieces.isEmpty()) {
      taker.begin(result.report().requestId(), "text/plain");
    }
    for (String piece : pieces) {
      CountDownLatch taken = new CountDownLatch(1);
      taker.piece(ByteBuffer.wrap(piece.getBytes(StandardCharsets.UTF_8)), taken::countDown);
      try {
        if (!taken.await(60, TimeUnit.SECONDS)) {
          throw new AssertionError("nobody takes " + piece);
        }
        afterPiece.run();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  @Override
  public InetSocketAddress serve(InetSocketAddress address, Runnable stop) throws IOException {
    if (serveFailure != null) {
      throw serveFailure;
    }
    if (stopAtOnce) {
      stop.run();
    }
    return address;
  }

  @Override
  public InetSocketAddress open(LocalDoor door, String functionName, InetSocketAddress address)
      throws IOException {
    doors.add(door);
    if (doorFailure != null) {
      throw doorFailure;
    }
    return address;
  }

  @Override
  public String sandboxDescription() {
    return Objects.requireNonNull(config).sandbox() + " of a test";
  }

  @Override
  public Fidelity fidelity() {
    return fidelity;
  }

  @Override
  public void close() {
    closed = true;
  }

  /** The function answers with this. */
  void answerWith(String payload) {
    answer = request -> ok(payload.getBytes(StandardCharsets.UTF_8));
  }

  /** Every invocation ends so. */
  void endWith(Kind outcome) {
    answer = request -> result(outcome, "{\"errorType\":\"X\"}".getBytes(StandardCharsets.UTF_8));
  }

  private static InvokeResult on(Fidelity fidelity, InvokeResult result) {
    return new InvokeResult(
        result.outcome(),
        result.report(),
        result.start(),
        result.timeline(),
        result.logs(),
        fidelity);
  }

  /** A good answer that went through these phases. */
  static InvokeResult withTimeline(InvokeResult.Phase... phases) {
    InvokeResult ok = ok(new byte[] {'1'});
    return new InvokeResult(
        ok.outcome(), ok.report(), ok.start(), List.of(phases), ok.logs(), ok.fidelity());
  }

  static InvokeResult ok(byte[] payload) {
    return result(Kind.OK, payload);
  }

  static InvokeResult result(Kind outcome, byte[] payload) {
    InvocationReport report =
        new InvocationReport(
            "8476a536-e9f4-11e8-9739-2dfe598c3fcd",
            Duration.ofNanos(12_340_000),
            Duration.ofNanos(300_100_000),
            128,
            61,
            MemorySource.CGROUP_PEAK,
            InvocationReport.Status.SUCCESS,
            null);
    return new InvokeResult(
        new InvocationOutcome(outcome, payload, outcome == Kind.OK ? null : "X"),
        report,
        new InvokeResult.Start("cold", "e1", 1, null),
        List.of(
            new InvokeResult.Phase("init", Duration.ZERO, Duration.ofNanos(300_100_000)),
            new InvokeResult.Phase(
                "invoke", Duration.ofNanos(300_400_000), Duration.ofNanos(312_740_000))),
        List.of("hello from the function"),
        FULL);
  }
}
