package io.slsemu.emulator;

import io.slsemu.emulator.function.EphemeralStorage;
import io.slsemu.emulator.sandbox.SandboxException;
import io.slsemu.emulator.sandbox.SandboxProvider;
import io.slsemu.emulator.sandbox.docker.DockerSandboxOptions;
import io.slsemu.emulator.sandbox.docker.DockerSandboxProvider;
import io.slsemu.emulator.sandbox.docker.EngineAddress;
import io.slsemu.emulator.sandbox.process.ProcessSandboxOptions;
import io.slsemu.emulator.sandbox.process.ProcessSandboxProvider;
import java.util.Optional;

/** Chooses the kind of sandbox, and makes what makes them. */
record SandboxSelection(EmulatorConfig config, EmulatorThreads threads) {

  /**
   * @throws SandboxException if the kind asked for cannot be had
   */
  SandboxProvider select() {
    return switch (config.sandbox()) {
      case PROCESS -> process();
      case DOCKER -> docker(engine(config), true);
      case AUTO -> auto();
    };
  }

  /** Where no engine can answer there is nothing to choose, and nothing is waited for. */
  private SandboxProvider auto() {
    Optional<EngineAddress> found = EngineAddress.find(config.docker().host());
    Optional<EngineAddress> address = found.filter(EngineAddress::mayAnswer);
    if (address.isEmpty()) {
      return AutoSandboxProvider.withoutEngine(
          process(), noEngine(found), config.listener()::notice);
    }
    return new AutoSandboxProvider(
        this::process, () -> docker(address.get(), false), config.listener()::notice);
  }

  private SandboxProvider process() {
    ProcessSandboxProvider sandboxes =
        new ProcessSandboxProvider(
            new ProcessSandboxOptions(
                StateDirectory.prepare(System.getenv()), threads::startSandboxThread));
    sandboxes.anticipate(1, EphemeralStorage.DEFAULT.megabytes());
    return sandboxes;
  }

  private SandboxProvider docker(EngineAddress address, boolean mayPull) {
    return new DockerSandboxProvider(
        address,
        new DockerSandboxOptions(
            StateDirectory.prepare(System.getenv()),
            threads::startSandboxThread,
            new PullReport(config.listener()),
            mayPull,
            config.docker().network(),
            config.docker().addHosts(),
            config.docker().pool()));
  }

  /**
   * The engine to use.
   *
   * @throws SandboxException if there is none
   */
  static EngineAddress engine(EmulatorConfig config) {
    Optional<EngineAddress> found = EngineAddress.find(config.docker().host());
    return found.filter(EngineAddress::mayAnswer).orElseThrow(() -> noEngine(found));
  }

  /**
   * @param named where one was said to be, but is not
   */
  private static SandboxException noEngine(Optional<EngineAddress> named) {
    return new SandboxException(
        named
            .map(address -> "no container engine is at " + address + ": there is no such socket")
            .orElse("no container engine is here"),
        "install and start Docker Engine (Debian and Ubuntu: package docker.io), or set"
            + " DOCKER_HOST; --sandbox process needs none",
        null);
  }
}
