package io.slsemu.emulator;

import io.slsemu.emulator.EmulatorConfig.InitReport;
import io.slsemu.emulator.EmulatorConfig.SandboxKind;
import io.slsemu.emulator.function.FunctionCode;
import io.slsemu.emulator.function.FunctionConfiguration;
import io.slsemu.emulator.function.FunctionTimeout;
import io.slsemu.emulator.invoke.InvokeRequest;
import io.slsemu.emulator.invoke.InvokeResult;
import io.slsemu.emulator.placement.LifeTime;
import io.slsemu.emulator.placement.StartPreference;
import io.slsemu.fixtures.Functions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/** State counters in containers of an engine that is the test's own. */
final class OwnEngineFixture implements AutoCloseable {
  private static final String FUNCTION = "state-counter";

  private final OwnEngine engine;
  private final String image;

  private OwnEngineFixture(OwnEngine engine, String image) {
    this.engine = engine;
    this.image = image;
  }

  static OwnEngineFixture start() throws Exception {
    OwnEngine engine = OwnEngine.start();
    return new OwnEngineFixture(engine, engine.shellImage());
  }

  OwnEngine engine() {
    return engine;
  }

  EmulatorConfig config() {
    return new EmulatorConfig(
        SandboxKind.DOCKER,
        LifeTime.DEFAULT,
        InitReport.ALWAYS,
        true,
        new DockerSettings(engine.host(), null, List.of(), 0),
        1_000,
        new RecordingListener());
  }

  /** An emulator with the function in it. */
  Emulator emulator(Consumer<FunctionConfiguration.Builder> changes) {
    Emulator emulator = Emulator.start(config());
    deploy(emulator, changes);
    return emulator;
  }

  void deploy(Emulator emulator, Consumer<FunctionConfiguration.Builder> changes) {
    FunctionConfiguration.Builder configuration =
        FunctionConfiguration.builder(FUNCTION).timeout(new FunctionTimeout(30));
    changes.accept(configuration);
    emulator.deploy(
        configuration.build(), new FunctionCode.Directory(Functions.directory(FUNCTION), image));
  }

  InvokeResult invoke(Emulator emulator, String event, StartPreference start) {
    return emulator.invoke(
        new InvokeRequest(FUNCTION, event.getBytes(StandardCharsets.UTF_8), null, start));
  }

  @Override
  public void close() throws IOException {
    engine.close();
  }
}
