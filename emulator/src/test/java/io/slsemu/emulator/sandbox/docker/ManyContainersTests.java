package io.slsemu.emulator.sandbox.docker;

import static io.slsemu.fixtures.Requirement.DOCKER;
import static io.slsemu.fixtures.Requirement.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.emulator.function.FunctionCode;
import io.slsemu.emulator.sandbox.Sandbox;
import io.slsemu.emulator.sandbox.SandboxSpec;
import io.slsemu.fixtures.Requires;
import io.slsemu.fixtures.TestImages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An emulator that goes on for long: what its containers took, they give back while it runs. */
@Requires({ROOT, DOCKER})
class ManyContainersTests {
  /** No other test's. */
  private static final int MEMORY_MB = 132;

  private static final int TMP_MB = 32;
  private static final int MANY = 100;
  private static final int AT_A_TIME = 8;

  @TempDir Path directory;

  @Test
  void closeWhenManyWereMadeThenNothingOfThemIsLeft() throws Exception {
    Path state = directory.resolve("state");
    Path code = Files.createDirectories(directory.resolve("code"));
    SandboxSpec spec =
        new SandboxSpec(
            new FunctionCode.Directory(code, TestImages.shell()), null, MEMORY_MB, TMP_MB);
    try (DockerSandboxProvider provider = TestEngine.provider(state, 0)) {
      EngineTraces traces = new EngineTraces(provider.site().engine(), state);
      try (Sandbox first = provider.create("first", spec)) {
        first.awaitReady(); // with it come the mounts that are every container's
      }
      List<String> mounts = traces.mounts();

      List<String> ids = makeAndClose(provider, spec, traces);

      assertThat(ids).hasSizeGreaterThanOrEqualTo(MANY);
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () -> {
                assertThat(traces.containers(MEMORY_MB)).isEmpty();
                assertThat(traces.disks()).isEmpty();
                assertThat(EngineTraces.groups(ids)).isEmpty();
              });
      assertThat(traces.mounts()).isEqualTo(mounts);
      assertThat(traces.places()).isEmpty();
    }
  }

  /** All that were seen. */
  private static List<String> makeAndClose(
      DockerSandboxProvider provider, SandboxSpec spec, EngineTraces traces) {
    Set<String> ids = ConcurrentHashMap.newKeySet();
    ExecutorService callers = Executors.newFixedThreadPool(AT_A_TIME);
    List<CompletableFuture<Void>> work = new ArrayList<>();
    for (int number = 0; number < MANY; number++) {
      work.add(
          CompletableFuture.runAsync(
              () -> {
                try (Sandbox sandbox = provider.create("test", spec)) {
                  sandbox.awaitReady();
                  ids.addAll(traces.containers(MEMORY_MB));
                }
              },
              callers));
    }
    CompletableFuture.allOf(work.toArray(CompletableFuture<?>[]::new)).join();
    callers.shutdown();
    return List.copyOf(ids);
  }
}
