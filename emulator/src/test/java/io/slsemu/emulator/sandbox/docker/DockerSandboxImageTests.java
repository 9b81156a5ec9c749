package io.slsemu.emulator.sandbox.docker;

import static io.slsemu.fixtures.Requirement.DOCKER;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.emulator.function.FunctionCode;
import io.slsemu.emulator.function.ImageConfig;
import io.slsemu.emulator.sandbox.Launch;
import io.slsemu.emulator.sandbox.Sandbox;
import io.slsemu.emulator.sandbox.SandboxExit;
import io.slsemu.emulator.sandbox.SandboxOutput;
import io.slsemu.emulator.sandbox.SandboxProcess;
import io.slsemu.emulator.sandbox.SandboxSpec;
import io.slsemu.emulator.sandbox.TestThreads;
import io.slsemu.fixtures.Requires;
import io.slsemu.fixtures.TestImages;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A function that is an image, with its program and extensions where the service's have theirs. */
@Requires(DOCKER)
class DockerSandboxImageTests {
  private static final String NAME = "sls-emu-test/with-extensions";

  @TempDir Path directory;
  private final Engine engine = new Engine(TestEngine.address());

  @BeforeEach
  void makeImage() {
    byte[] files =
        new TarWriter()
            .directory("opt/extensions", 0755)
            .directory("opt/extensions/data", 0755)
            .file("opt/extensions/second", 0755, "#!/bin/sh\nexit 2\n")
            .file("opt/extensions/first", 0755, "#!/bin/sh\necho an extension; exit 1\n")
            .link("opt/extensions/third", "/nowhere")
            .directory("var/task", 0755)
            .file("var/task/program", 0755, "#!/bin/sh\necho a program\n")
            .finish();
    try (IdleContainer container = IdleContainer.of(engine, TestImages.shell(), false, Map.of())) {
      engine.ask(
          "copy files",
          () ->
              engine
                  .client()
                  .copyArchiveToContainerCmd(container.id())
                  .withTarInputStream(new ByteArrayInputStream(files))
                  .withRemotePath("/")
                  .exec());
      engine.ask(
          "make an image",
          () -> engine.client().commitCmd(container.id()).withRepository(NAME).exec());
    }
  }

  @AfterEach
  void removeImage() {
    engine.ask("remove " + NAME, () -> engine.client().removeImageCmd(NAME).exec());
    engine.close();
  }

  @ParameterizedTest
  @EnumSource(value = CodeDelivery.Way.class)
  @DisplayName("8.3/60: an image's own extensions and program run")
  void startWhenImageHasExtensionsThenTheyRun(CodeDelivery.Way way) {
    List<String> lines = Collections.synchronizedList(new ArrayList<>());
    FunctionCode code = new FunctionCode.Image(NAME, ImageConfig.NONE);
    try (DockerSandboxProvider provider =
            TestEngine.provider(directory.resolve("state"), 0, TestThreads::start, way);
        Sandbox sandbox = provider.create("test", new SandboxSpec(code, null, 256, 512))) {
      sandbox.awaitReady();
      assertThat(sandbox.extensions()).containsExactly("first", "second", "third");

      SandboxProcess first =
          sandbox.startExtension("first", launch("/opt/extensions/first", lines));
      assertThat(end(first)).isEqualTo(new SandboxExit.Exited(1));
      SandboxProcess third =
          sandbox.startExtension("third", launch("/opt/extensions/third", lines));
      assertThat(end(third)).isInstanceOf(SandboxExit.NotExecutable.class);
      SandboxProcess runtime = sandbox.start(launch("/var/task/program", lines));

      assertThat(end(runtime)).isEqualTo(new SandboxExit.Exited(0));
      assertThat(lines).containsExactly("an extension", "a program");
    }
  }

  private static SandboxExit end(SandboxProcess process) {
    return process.exit().orTimeout(60, TimeUnit.SECONDS).join();
  }

  private static Launch launch(String program, List<String> lines) {
    SandboxOutput output = (stream, line) -> lines.add(new String(line, UTF_8));
    return new Launch(List.of(program), "/", Map.of("PATH", "/usr/bin:/bin"), output);
  }
}
