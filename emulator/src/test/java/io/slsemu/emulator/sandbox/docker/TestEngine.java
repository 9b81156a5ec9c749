package io.slsemu.emulator.sandbox.docker;

import io.slsemu.emulator.sandbox.TestThreads;
import io.slsemu.emulator.sandbox.host.ThreadStarter;
import java.nio.file.Path;
import java.util.List;

/** The engine that the tests use: the one a user's command would find. */
final class TestEngine {
  private TestEngine() {}

  static EngineAddress address() {
    return EngineAddress.find(null).orElseThrow();
  }

  static DockerSandboxProvider provider(Path state, int pool) {
    return provider(state, pool, TestThreads::start);
  }

  static DockerSandboxProvider provider(Path state, int pool, ThreadStarter threads) {
    return provider(state, pool, threads, CodeDelivery.Way.SHOWN);
  }

  /** One that does without a better way, though the engine may have it. */
  static DockerSandboxProvider provider(
      Path state, int pool, ThreadStarter threads, CodeDelivery.Way atBest) {
    return new DockerSandboxProvider(
        address(),
        new DockerSandboxOptions(state, threads, PullProgress.UNSEEN, false, null, List.of(), pool),
        atBest);
  }

  static void removeCopies() {
    try (Engine engine = new Engine(address())) {
      CodeVolumes.remove(engine, true);
    }
  }
}
