package io.slsemu.emulator;

import io.slsemu.emulator.async.InvokerTarget;
import io.slsemu.emulator.concurrency.ConcurrencyLimiter;
import io.slsemu.emulator.environment.Credentials;
import io.slsemu.emulator.environment.EnvironmentServices;
import io.slsemu.emulator.function.Function;
import io.slsemu.emulator.function.FunctionArn;
import io.slsemu.emulator.function.FunctionCode;
import io.slsemu.emulator.function.FunctionConfiguration;
import io.slsemu.emulator.function.FunctionName;
import io.slsemu.emulator.function.FunctionRegistry;
import io.slsemu.emulator.function.FunctionRuntime;
import io.slsemu.emulator.function.FunctionTimeout;
import io.slsemu.emulator.function.Scope;
import io.slsemu.emulator.invoke.InvokeRequest;
import io.slsemu.emulator.invoke.InvokeResult;
import io.slsemu.emulator.invoke.Invoker;
import io.slsemu.emulator.invoke.Responder;
import io.slsemu.emulator.invoke.Streams;
import io.slsemu.emulator.placement.Lease;
import io.slsemu.emulator.placement.LifeTime;
import io.slsemu.emulator.placement.Placement;
import io.slsemu.emulator.placement.ProvisionedConcurrency;
import io.slsemu.emulator.placement.StartPreference;
import io.slsemu.emulator.report.TimeSource;
import io.slsemu.emulator.report.VirtualTime;
import io.slsemu.emulator.sandbox.FakeSandboxes;
import io.slsemu.emulator.sandbox.TestThreads;
import io.slsemu.emulator.trigger.DoorServices;
import io.slsemu.emulator.trigger.LocalDoors;
import io.slsemu.runtimeapi.RuntimeApiServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Placement and invoke with real Runtime APIs and scripted runtimes: no process, no root, and an
 * Init limit of the test's own.
 */
final class FakeEnvironments implements AutoCloseable {
  static final String NAME = "scripted";

  private final EmulatorThreads threads = new EmulatorThreads();
  private final RuntimeApiServer runtimeApi;
  private final RecordingListener listener = new RecordingListener();
  private final VirtualTime age = new VirtualTime(System::nanoTime);
  private final FunctionRegistry functions =
      new FunctionRegistry(new Scope("us-east-1", Scope.DEFAULT_ACCOUNT));
  private final FakeSandboxes sandboxes;
  private final ConcurrencyLimiter limiter = new ConcurrencyLimiter(1_000, age);
  private final Placement placement;
  private final Invoker invoker;

  FakeEnvironments(LifeTime life, Duration initLimit, FakeSandboxes.Program program)
      throws IOException {
    threads.startWorker();
    runtimeApi = new RuntimeApiServer(threads.worker());
    sandboxes = new FakeSandboxes(program);
    TimeSource time = TimeSource.system();
    EnvironmentServices services =
        new EnvironmentServices(
            sandboxes,
            runtimeApi,
            TestThreads::start,
            time,
            age,
            Credentials.from(Map.of()),
            initLimit,
            false,
            true,
            listener);
    placement = new Placement(services, limiter, life, threads.timer(), threads.lives());
    invoker = new Invoker(functions, limiter, placement, time, new Streams(null, threads.timer()));
    functions.put(
        new Function(
            usual().build(),
            new FunctionArn("us-east-1", Scope.DEFAULT_ACCOUNT, new FunctionName(NAME)),
            FunctionCode.directory(Path.of("/nowhere"))));
  }

  static FakeEnvironments of(FakeSandboxes.Program program) throws IOException {
    return new FakeEnvironments(LifeTime.DEFAULT, Duration.ofSeconds(10), program);
  }

  private static FunctionConfiguration.Builder usual() {
    return FunctionConfiguration.builder(NAME).timeout(new FunctionTimeout(1));
  }

  /** The same, with a function that has SnapStart. */
  static FakeEnvironments withSnapStart(Duration limit, FakeSandboxes.Program program)
      throws IOException {
    FakeEnvironments environments = new FakeEnvironments(LifeTime.DEFAULT, limit, program);
    environments.redefine(function -> function.runtime(new FunctionRuntime("java21", true)));
    environments.placement.keepCheckpoint(environments.function());
    return environments;
  }

  /** Gives the function another configuration, before it is called. */
  void redefine(UnaryOperator<FunctionConfiguration.Builder> change) {
    Function plain = function();
    functions.put(new Function(change.apply(usual()).build(), plain.arn(), plain.code()));
  }

  InvokeResult invoke() {
    return invoke(Responder.NONE);
  }

  InvokeResult invoke(Responder responder) {
    byte[] event = "{}".getBytes(StandardCharsets.UTF_8);
    return invoker.invoke(new InvokeRequest(NAME, event, null, StartPreference.ANY), responder);
  }

  Lease lease() {
    return placement.lease(function(), StartPreference.ANY, limiter.admit(function().arn()));
  }

  /** What a thread may have that cannot wait. */
  @Nullable Lease tryLease() {
    return placement.tryLease(function(), limiter.admit(function().arn()));
  }

  ProvisionedConcurrency provision(int environments) {
    return placement.provision(function(), environments).join();
  }

  Function function() {
    return functions.require(NAME);
  }

  /** Invokes events as callers do that wait. */
  InvokerTarget target() {
    return new InvokerTarget(invoker, limiter);
  }

  ConcurrencyLimiter limiter() {
    return limiter;
  }

  /** The clock that {@link #skipIdle} moves on. */
  VirtualTime age() {
    return age;
  }

  Placement placement() {
    return placement;
  }

  /** Front doors to the function, their patience measured by a timer of the test's own. */
  LocalDoors doors(ScheduledExecutorService timer) {
    DoorServices services =
        new DoorServices(
            invoker, threads.invocations(), timer, TimeSource.system(), listener::notice);
    return new LocalDoors(threads.worker(), functions.home(), services);
  }

  FakeSandboxes sandboxes() {
    return sandboxes;
  }

  RecordingListener listener() {
    return listener;
  }

  void skipIdle(Duration idle) {
    age.skip(idle);
    placement.reap();
  }

  @Override
  public void close() {
    placement.close();
    runtimeApi.close();
    threads.close();
  }
}
