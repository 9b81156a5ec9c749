package io.slsemu.emulator;

import io.slsemu.emulator.EmulatorConfig.InitReport;
import io.slsemu.emulator.EmulatorConfig.SandboxKind;
import io.slsemu.emulator.function.EnvironmentVariables;
import io.slsemu.emulator.function.FunctionCode;
import io.slsemu.emulator.function.FunctionConfiguration;
import io.slsemu.emulator.function.FunctionTimeout;
import io.slsemu.emulator.function.MemorySize;
import io.slsemu.emulator.invoke.InvokeRequest;
import io.slsemu.emulator.invoke.InvokeResult;
import io.slsemu.emulator.placement.LifeTime;
import io.slsemu.emulator.placement.StartPreference;
import io.slsemu.fixtures.Functions;
import io.slsemu.fixtures.TestImages;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** An emulator with one function of the fixtures in it. */
final class EmulatorFixture implements AutoCloseable {
  private final RecordingListener listener;
  private final Emulator emulator;
  private final String function;

  private EmulatorFixture(
      EmulatorConfig config,
      RecordingListener listener,
      FunctionConfiguration configuration,
      FunctionCode code) {
    this.function = configuration.name().value();
    this.listener = listener;
    this.emulator = Emulator.start(config);
    emulator.deploy(configuration, code);
  }

  static EmulatorFixture with(String function) {
    return with(function, configuration -> {});
  }

  static EmulatorFixture with(String function, Consumer<FunctionConfiguration.Builder> changes) {
    return with(function, LifeTime.DEFAULT_KEEP_ALIVE, changes);
  }

  static EmulatorFixture with(
      String function, Duration keepAlive, Consumer<FunctionConfiguration.Builder> changes) {
    RecordingListener listener = new RecordingListener();
    return new EmulatorFixture(
        config(SandboxKind.PROCESS, keepAlive, DockerSettings.DEFAULTS, listener),
        listener,
        configured(function, changes),
        FunctionCode.directory(Functions.directory(function)));
  }

  /** A function of the fixtures in a kind of sandbox, in whatever is that kind's default. */
  static EmulatorFixture in(
      SandboxKind kind, String function, Consumer<FunctionConfiguration.Builder> changes) {
    return in(kind, FunctionCode.directory(Functions.directory(function)), changes);
  }

  /** Any code in a kind of sandbox. */
  static EmulatorFixture in(
      SandboxKind kind, FunctionCode code, Consumer<FunctionConfiguration.Builder> changes) {
    return in(kind, DockerSettings.DEFAULTS, code, changes);
  }

  static EmulatorFixture in(
      SandboxKind kind,
      DockerSettings docker,
      FunctionCode code,
      Consumer<FunctionConfiguration.Builder> changes) {
    RecordingListener listener = new RecordingListener();
    return new EmulatorFixture(
        config(kind, LifeTime.DEFAULT_KEEP_ALIVE, docker, listener),
        listener,
        configured("function", changes),
        code);
  }

  private static FunctionConfiguration configured(
      String name, Consumer<FunctionConfiguration.Builder> changes) {
    FunctionConfiguration.Builder builder = FunctionConfiguration.builder(name);
    changes.accept(builder);
    return builder.build();
  }

  /** A function of the fixtures that needs a shell and curl, which the image has. */
  static FunctionCode inShellImage(String function) {
    return new FunctionCode.Directory(Functions.directory(function), TestImages.shell());
  }

  static EmulatorConfig config(SandboxKind kind, RecordingListener listener) {
    return config(kind, LifeTime.DEFAULT_KEEP_ALIVE, DockerSettings.DEFAULTS, listener);
  }

  private static EmulatorConfig config(
      SandboxKind kind, Duration keepAlive, DockerSettings docker, RecordingListener listener) {
    return new EmulatorConfig(
        kind, LifeTime.idle(keepAlive), InitReport.ALWAYS, true, docker, 1_000, listener);
  }

  static Consumer<FunctionConfiguration.Builder> timeout(int seconds) {
    return configuration -> configuration.timeout(new FunctionTimeout(seconds));
  }

  static Consumer<FunctionConfiguration.Builder> memory(int megabytes) {
    return configuration -> configuration.memory(new MemorySize(megabytes));
  }

  /** For functions whose figures are looked at, or that would be slow with less. */
  static Consumer<FunctionConfiguration.Builder> wholeCpu(int timeoutSeconds) {
    return memory(1769).andThen(timeout(timeoutSeconds));
  }

  static Consumer<FunctionConfiguration.Builder> variable(String name, String value) {
    return configuration -> configuration.variables(new EnvironmentVariables(Map.of(name, value)));
  }

  Emulator emulator() {
    return emulator;
  }

  RecordingListener listener() {
    return listener;
  }

  /** What the function's extension-probe said of itself. */
  List<String> said() {
    return after("extension-probe: ");
  }

  /** The events that it had over HTTP, each with its record. */
  List<String> telemetry() {
    return after("extension-probe: telemetry /events ");
  }

  private List<String> after(String prefix) {
    return listener.lines().stream()
        .filter(line -> line.startsWith(prefix))
        .map(line -> line.substring(prefix.length()))
        .toList();
  }

  InvokeResult invoke(String event) {
    return invoke(event, StartPreference.ANY);
  }

  InvokeResult invoke(String event, StartPreference start) {
    return emulator.invoke(
        new InvokeRequest(function, event.getBytes(StandardCharsets.UTF_8), null, start));
  }

  static String payload(InvokeResult result) {
    return new String(result.outcome().payload(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    emulator.close();
  }
}
