package io.slsemu.emulator.sandbox.docker;

import io.slsemu.emulator.sandbox.TestThreads;
import java.nio.file.Path;
import java.util.List;

/** The engine that the tests use: the one a user's command would find. */
final class TestEngine {
  private TestEngine() {}

  static EngineAddress address() {
    return EngineAddress.find(null).orElseThrow();
  }

  static DockerSandboxProvider provider(Path state, int pool) {
    return new DockerSandboxProvider(
        address(),
        new DockerSandboxOptions(
            state, TestThreads::start, PullProgress.UNSEEN, false, null, List.of(), pool));
  }
}
