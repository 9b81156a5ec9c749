package io.slsemu.emulator;

import io.slsemu.emulator.EmulatorConfig.SandboxKind;
import io.slsemu.emulator.concurrency.ConcurrencyLimiter;
import io.slsemu.emulator.environment.Credentials;
import io.slsemu.emulator.environment.EnvironmentServices;
import io.slsemu.emulator.function.Function;
import io.slsemu.emulator.function.FunctionArn;
import io.slsemu.emulator.function.FunctionCode;
import io.slsemu.emulator.function.FunctionConfiguration;
import io.slsemu.emulator.function.FunctionName;
import io.slsemu.emulator.function.FunctionRegistry;
import io.slsemu.emulator.function.Scope;
import io.slsemu.emulator.invoke.InvokeRequest;
import io.slsemu.emulator.invoke.InvokeResult;
import io.slsemu.emulator.invoke.Invoker;
import io.slsemu.emulator.invoke.Responder;
import io.slsemu.emulator.invoke.Streams;
import io.slsemu.emulator.placement.LifeTime;
import io.slsemu.emulator.placement.Placement;
import io.slsemu.emulator.placement.StartPreference;
import io.slsemu.emulator.report.TimeSource;
import io.slsemu.emulator.report.VirtualTime;
import io.slsemu.emulator.sandbox.SandboxProvider;
import io.slsemu.runtimeapi.RuntimeApiServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/** One function in real sandboxes, with an Init limit that a test can wait for. */
final class ShortInit implements AutoCloseable {
  private static final FunctionName NAME = new FunctionName("function");

  private final EmulatorThreads threads = new EmulatorThreads();
  private final SandboxProvider sandboxes;
  private final RuntimeApiServer runtimeApi;
  private final Placement placement;
  private final Invoker invoker;

  private ShortInit(SandboxKind kind, Duration initLimit, Function function) {
    RecordingListener listener = new RecordingListener();
    threads.startWorker();
    sandboxes = new SandboxSelection(EmulatorFixture.config(kind, listener), threads).select();
    runtimeApi = new RuntimeApiServer(threads.worker());
    TimeSource time = TimeSource.system();
    VirtualTime age = new VirtualTime(time.nanos());
    EnvironmentServices services =
        new EnvironmentServices(
            sandboxes,
            runtimeApi,
            threads::startSandboxThread,
            time,
            age,
            Credentials.from(Map.of()),
            initLimit,
            true,
            true,
            listener);
    ConcurrencyLimiter limiter = new ConcurrencyLimiter(1_000, age);
    placement =
        new Placement(services, limiter, LifeTime.DEFAULT, threads.timer(), threads.lives());
    FunctionRegistry functions =
        new FunctionRegistry(new Scope("us-east-1", Scope.DEFAULT_ACCOUNT));
    functions.put(function);
    invoker = new Invoker(functions, limiter, placement, time, new Streams(null, threads.timer()));
  }

  static ShortInit of(
      SandboxKind kind,
      Duration initLimit,
      FunctionCode code,
      Consumer<FunctionConfiguration.Builder> changes) {
    FunctionConfiguration.Builder builder = FunctionConfiguration.builder(NAME.value());
    changes.accept(builder);
    return new ShortInit(
        kind,
        initLimit,
        new Function(
            builder.build(), new FunctionArn("us-east-1", Scope.DEFAULT_ACCOUNT, NAME), code));
  }

  InvokeResult invoke() {
    byte[] event = "{}".getBytes(StandardCharsets.UTF_8);
    return invoker.invoke(
        new InvokeRequest(NAME.value(), event, null, StartPreference.ANY), Responder.NONE);
  }

  @Override
  public void close() {
    placement.close();
    runtimeApi.close();
    sandboxes.close();
    threads.close();
  }
}
