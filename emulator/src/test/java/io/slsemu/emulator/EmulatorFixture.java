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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;

/** An emulator with one function of the fixtures in it. */
final class EmulatorFixture implements AutoCloseable {
  private final RecordingListener listener = new RecordingListener();
  private final Emulator emulator;
  private final String function;

  private EmulatorFixture(
      String function, Duration keepAlive, UnaryOperator<FunctionConfiguration> changes) {
    this.function = function;
    this.emulator =
        Emulator.start(
            new EmulatorConfig(
                SandboxKind.PROCESS,
                keepAlive,
                InitReport.ALWAYS,
                true,
                DockerSettings.DEFAULTS,
                listener));
    emulator.deploy(
        changes.apply(FunctionConfiguration.of(function)),
        FunctionCode.directory(Functions.directory(function)));
  }

  static EmulatorFixture with(String function) {
    return with(function, configuration -> configuration);
  }

  static EmulatorFixture with(String function, UnaryOperator<FunctionConfiguration> changes) {
    return with(function, EmulatorConfig.DEFAULT_KEEP_ALIVE, changes);
  }

  static EmulatorFixture with(
      String function, Duration keepAlive, UnaryOperator<FunctionConfiguration> changes) {
    return new EmulatorFixture(function, keepAlive, changes);
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
