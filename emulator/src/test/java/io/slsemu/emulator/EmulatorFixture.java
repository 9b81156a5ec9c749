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
import io.slsemu.emulator.placement.StartPreference;
import io.slsemu.fixtures.Functions;
import io.slsemu.fixtures.TestImages;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;

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
    return with(function, configuration -> configuration);
  }

  static EmulatorFixture with(String function, UnaryOperator<FunctionConfiguration> changes) {
    return with(function, EmulatorConfig.DEFAULT_KEEP_ALIVE, changes);
  }

  static EmulatorFixture with(
      String function, Duration keepAlive, UnaryOperator<FunctionConfiguration> changes) {
    RecordingListener listener = new RecordingListener();
    return new EmulatorFixture(
        config(SandboxKind.PROCESS, keepAlive, DockerSettings.DEFAULTS, listener),
        listener,
        changes.apply(FunctionConfiguration.of(function)),
        FunctionCode.directory(Functions.directory(function)));
  }

  /** A function of the fixtures in a kind of sandbox, in whatever is that kind's default. */
  static EmulatorFixture in(
      SandboxKind kind, String function, UnaryOperator<FunctionConfiguration> changes) {
    return in(kind, FunctionCode.directory(Functions.directory(function)), changes);
  }

  /** Any code in a kind of sandbox. */
  static EmulatorFixture in(
      SandboxKind kind, FunctionCode code, UnaryOperator<FunctionConfiguration> changes) {
    return in(kind, DockerSettings.DEFAULTS, code, changes);
  }

  static EmulatorFixture in(
      SandboxKind kind,
      DockerSettings docker,
      FunctionCode code,
      UnaryOperator<FunctionConfiguration> changes) {
    RecordingListener listener = new RecordingListener();
    return new EmulatorFixture(
        config(kind, EmulatorConfig.DEFAULT_KEEP_ALIVE, docker, listener),
        listener,
        changes.apply(FunctionConfiguration.of("function")),
        code);
  }

  /** A function of the fixtures that needs a shell and curl, which the image has. */
  static FunctionCode inShellImage(String function) {
    return new FunctionCode.Directory(Functions.directory(function), TestImages.shell());
  }

  private static EmulatorConfig config(
      SandboxKind kind, Duration keepAlive, DockerSettings docker, RecordingListener listener) {
    return new EmulatorConfig(kind, keepAlive, InitReport.ALWAYS, true, docker, listener);
  }

  static UnaryOperator<FunctionConfiguration> timeout(int seconds) {
    return configuration -> configuration.withTimeout(new FunctionTimeout(seconds));
  }

  static UnaryOperator<FunctionConfiguration> memory(int megabytes) {
    return configuration -> configuration.withMemory(new MemorySize(megabytes));
  }

  static UnaryOperator<FunctionConfiguration> variable(String name, String value) {
    return configuration ->
        configuration.withVariables(new EnvironmentVariables(Map.of(name, value)));
  }

  Emulator emulator() {
    return emulator;
  }

  RecordingListener listener() {
    return listener;
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
