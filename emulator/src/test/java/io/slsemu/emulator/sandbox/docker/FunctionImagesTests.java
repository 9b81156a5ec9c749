package io.slsemu.emulator.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.emulator.function.FunctionCode;
import io.slsemu.emulator.function.ImageConfig;
import io.slsemu.emulator.sandbox.Entrypoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FunctionImagesTests {
  @Test
  void programWhenFunctionSetsSomethingThenOnlyThatIsReplaced() {
    PreparedImage image =
        new PreparedImage(
            "id",
            "app",
            List.of("/entry"),
            List.of("a"),
            "/srv",
            Map.of("A", "b"),
            "x86_64",
            path -> false);

    Entrypoint program =
        FunctionImages.program(new ImageConfig(null, List.of("b", "c"), "/elsewhere"), image);
    Entrypoint other = FunctionImages.program(new ImageConfig(List.of("/x"), List.of(), ""), image);

    assertThat(program)
        .isEqualTo(
            new Entrypoint.Runnable(List.of("/entry", "b", "c"), "/elsewhere", Map.of("A", "b")));
    assertThat(((Entrypoint.Runnable) other).command()).containsExactly("/x", "a");
  }

  @Test
  void ofWhenTheNameMeansAnotherImageThenOnlyTheNextDeploymentGetsIt(@TempDir Path home)
      throws IOException {
    AtomicReference<String> built = new AtomicReference<>("sha256:first");
    FunctionCode code = new FunctionCode.Image("app:latest", ImageConfig.NONE).deployed();
    try (FakeEngine fake = FakeEngine.thatAnswers(request -> answer(request, built.get()));
        Engine engine = new Engine(EngineAddress.plain(fake.host(), "DOCKER_HOST"))) {
      FunctionImages images =
          new FunctionImages(
              new Images(engine, architecture -> new byte[1], new RegistryCredentials(home)),
              Pulling.NEVER);
      String before = images.of(code).id();

      built.set("sha256:second");

      assertThat(images.of(code).id()).as("what runs already").isEqualTo(before);
      assertThat(images.of(code.deployed()).id()).isNotEqualTo(before);
    }
  }

  /** All is prepared, under a tag that tells the image it was made from. */
  private static String answer(String request, String built) {
    String image = request.replaceFirst("^GET .*/images/(.*)/json$", "$1");
    String id = image.equals("app:latest") ? built : "prepared from " + image;
    return """
        200 OK\r
        {"Id": "%s", "Os": "linux", "Architecture": "amd64", "Arch": "amd64"}"""
        .formatted(id);
  }
}
