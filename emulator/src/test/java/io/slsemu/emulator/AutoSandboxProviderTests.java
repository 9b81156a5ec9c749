package io.slsemu.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.emulator.function.FunctionCode;
import io.slsemu.emulator.function.ImageConfig;
import io.slsemu.emulator.sandbox.Entrypoint;
import io.slsemu.emulator.sandbox.Fidelity;
import io.slsemu.emulator.sandbox.Sandbox;
import io.slsemu.emulator.sandbox.SandboxProvider;
import io.slsemu.emulator.sandbox.SandboxSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class AutoSandboxProviderTests {
  private static final SandboxSpec PULLED = ofImage("pulled");
  private static final SandboxSpec HERE = ofImage("here");

  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private final AutoSandboxProvider sandboxes =
      new AutoSandboxProvider(
          () -> {
            throw new IllegalStateException("no processes wanted");
          },
          Engine::new,
          notice -> {});

  private static SandboxSpec ofImage(String name) {
    return new SandboxSpec(new FunctionCode.Image(name, ImageConfig.NONE), null, 128, 512);
  }

  @Test
  @Timeout(20) // otherwise both wait for each other
  void entrypointWhenAnotherFunctionsImageIsBeingPulledThenDoesNotWaitForIt() {
    sandboxes.entrypoint(PULLED);

    assertThat(asked).startsWith("pulled", "here");
  }

  /** One whose pull of an image lasts until another image is ready. */
  private final class Engine implements SandboxProvider {
    @Override
    public Entrypoint entrypoint(SandboxSpec spec) {
      String image = ((FunctionCode.Image) spec.code()).image();
      boolean first = !asked.contains(image);
      asked.add(image);
      if (first && spec.equals(PULLED)) {
        CompletableFuture.supplyAsync(() -> sandboxes.entrypoint(HERE)).join();
      }
      return Entrypoint.Runnable.bootstrap("/app", "/");
    }

    @Override
    public String kind() {
      return "docker";
    }

    @Override
    public String description() {
      return "an engine";
    }

    @Override
    public Fidelity fidelity() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void anticipate(int count, SandboxSpec spec) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Sandbox create(String environmentId, SandboxSpec spec) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
      // nothing was made
    }
  }
}
