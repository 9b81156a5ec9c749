package io.slsemu.emulator.sandbox.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import io.slsemu.emulator.function.ImageConfig;
import io.slsemu.emulator.sandbox.Entrypoint;
import io.slsemu.emulator.sandbox.SandboxException;
import io.slsemu.fixtures.Requirement;
import io.slsemu.fixtures.Requires;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Requires(Requirement.DOCKER)
class ImagesTests {
  /** Another one than the real init, so that these images are only ever the tests'. */
  private static final byte[] INIT = ("init of " + ProcessHandle.current().pid()).getBytes(UTF_8);

  private static final List<String> INSTRUCTIONS =
      List.of(
          "ENTRYPOINT [\"/app\",\"a b\"]",
          "CMD [\"serve\"]",
          "WORKDIR /srv",
          "USER 7:8",
          "ENV PATH=/bin GREETING=\"good day\"",
          "ONBUILD RUN false",
          "LABEL who=me");

  @TempDir Path home;

  private final Engine engine = new Engine(EngineAddress.find(null).orElseThrow());
  private final List<String> made = new ArrayList<>();
  private Images images;

  @BeforeEach
  void makeImages() {
    images = new Images(engine, architecture -> INIT, new RegistryCredentials(home));
  }

  @AfterEach
  void removeImages() {
    made.forEach(
        name -> engine.ask("remove " + name, () -> engine.client().removeImageCmd(name).exec()));
    engine.close();
  }

  @Test
  void prepareWhenImageIsNamedThenKeepsItsConfigurationAndAddsTheInit() {
    String base = anImage("config", INSTRUCTIONS);

    PreparedImage image = prepare(base);

    assertThat(image.name()).isEqualTo(base);
    assertThat(image.entryPoint()).containsExactly("/app", "a b");
    assertThat(image.command()).containsExactly("serve");
    assertThat(image.workingDirectory()).isEqualTo("/srv");
    assertThat(image.environment()).isEqualTo(Map.of("PATH", "/bin", "GREETING", "good day"));
    assertThat(image.architecture()).isEqualTo(engine.facts().architecture());
    assertThat(image.shows("/var/rapid/init")).isTrue();
    JsonNode config = inspect(image.id()).path("Config");
    JsonNode before = inspect(base).path("Config");
    for (String kept : List.of("Entrypoint", "Cmd", "WorkingDir", "User", "Env")) {
      assertThat(config.path(kept)).as(kept).isEqualTo(before.path(kept));
    }
    assertThat(config.path("Labels").path("who").asText()).isEqualTo("me");
    assertThat(config.path("Labels").path("io.slsemu.image").asText()).isEqualTo("prepared");
    assertThat(config.path("Labels").path("io.slsemu.base-name").asText()).isEqualTo(base);
  }

  @Test
  void prepareWhenImageNamesNoProgramThenNoneIsInvented() {
    PreparedImage image = prepare(anImage("empty", List.of()));

    assertThat(image.entryPoint()).isEmpty();
    assertThat(image.command()).isEmpty();
    assertThat(image.workingDirectory()).isEqualTo("/");
    assertThat(FunctionImages.program(ImageConfig.NONE, image))
        .isInstanceOfSatisfying(
            Entrypoint.NotRunnable.class,
            refused -> assertThat(refused.cause()).contains(image.name() + " names no program"));
  }

  @Test
  void prepareWhenPreparedBeforeThenTheSameImage() {
    String base = anImage("again", INSTRUCTIONS);

    assertThat(prepare(base).id()).isEqualTo(prepare(base).id());
  }

  @Test
  void prepareWhenManyWantTheSameThenOneImageIsMade() throws Exception {
    String base = anImage("many", INSTRUCTIONS);
    Callable<String> wanted = () -> prepare(base).id();
    var threads = Executors.newFixedThreadPool(4, work -> new Thread(work, "test-prepare"));
    try {
      List<Future<String>> ids = threads.invokeAll(List.of(wanted, wanted, wanted, wanted));

      for (Future<String> id : ids) {
        assertThat(id.get()).isEqualTo(ids.get(0).get());
      }
    } finally {
      threads.shutdownNow();
    }
    String made =
        EngineCalls.quote(
            "{\"label\":[\"io.slsemu.base=" + inspect(base).path("Id").asText() + "\"]}");
    assertThat(engine.calls().get("list", "/images/json?all=true&filters=" + made)).hasSize(1);
  }

  @Test
  void prepareWhenImageIsForAnotherArchitectureThenNamesBoth() {
    boolean intel = engine.facts().architecture().equals("x86_64");
    String other = intel ? "arm64" : "amd64";
    String base = anImageFor(other);

    assertThatThrownBy(() -> prepare(base))
        .isInstanceOfSatisfying(
            SandboxException.class,
            e -> assertThat(e.remedy()).contains("linux/" + engine.facts().imageArchitecture()))
        .hasMessage(
            "image %s is for linux/%s, the engine is linux/%s"
                .formatted(base, other, engine.facts().imageArchitecture()));
  }

  @Test
  void prepareWhenImageIsMissingThenNamesItAndHowToGetIt() {
    assertThatThrownBy(() -> prepare("sls-emu-tests/none:1"))
        .isInstanceOfSatisfying(
            SandboxException.class,
            e -> assertThat(e.remedy()).startsWith("docker pull sls-emu-tests/none:1"))
        .hasMessage("image sls-emu-tests/none:1 is not on this machine");
  }

  @Test
  void prepareWhenRegistryCannotBeReachedThenSaysWhich() {
    String name = "127.0.0.1:9/nothing/here:1"; // the discard port: nobody listens

    assertThatThrownBy(() -> pull(name))
        .isInstanceOfSatisfying(
            SandboxException.class,
            e -> assertThat(e.remedy()).contains("docker pull " + name).contains("--image"))
        .hasMessageStartingWith(
            "image " + name + " is not on this machine, and its registry 127.0.0.1:9 cannot be")
        .hasMessageNotContaining("\n");
  }

  @Test
  void prepareWhenInterruptedWhilePullingThenStops() throws Exception {
    try (ServerSocket registry = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String name = "127.0.0.1:" + registry.getLocalPort() + "/silent:1";
      CompletableFuture<Throwable> failure = new CompletableFuture<>();
      Thread puller =
          new Thread(() -> failure.complete(catchThrowable(() -> pull(name))), "test-pull");
      puller.start();
      try (Socket asked = registry.accept()) {
        assertThat(asked.isConnected()).isTrue();
        puller.interrupt();

        assertThat(failure.get(60, TimeUnit.SECONDS))
            .isInstanceOf(SandboxException.class)
            .hasMessage("stopped while image " + name + " was being pulled");
      }
      puller.join();
    }
  }

  @Test
  void prepareWhenNothingIsNamedThenStaticBaseHasWhatStaticProgramsNeed() {
    PreparedImage image = images.prepare(ImageChoice.STANDARD, Pulling.NEVER);
    made.add(inspect(image.id()).path("RepoTags").path(0).asText());

    assertThat(image.name()).isEqualTo("the static base");
    assertThat(image.shows("/etc/passwd")).isTrue();
    assertThat(image.shows("/etc/pki/tls/certs/ca-bundle.crt")).isTrue();
    assertThat(image.shows("/var/rapid/init")).isTrue();
    assertThat(image.shows("/tmp")).isTrue();
    assertThat(image.shows("/bin/sh")).isFalse();
    assertThat(image.shows("/lib64/ld-linux-x86-64.so.2")).isFalse();
    assertThat(images.prepare(ImageChoice.STANDARD, Pulling.NEVER).id()).isEqualTo(image.id());
  }

  @Test
  void showsWhenLinksLeadSomewhereThenTrueElseFalse() {
    PreparedImage image = prepare(anImage("links", List.of()));

    assertThat(image.shows("/bin/sh")).isTrue(); // bin -> usr/bin, and sh a link in it
    assertThat(image.shows("/usr/bin/real")).isTrue();
    assertThat(image.shows("/usr/bin/absolute")).isTrue();
    assertThat(image.shows("/bin/bash")).isFalse(); // a link to nothing
    assertThat(image.shows("/usr/bin/dangling")).isFalse();
    assertThat(image.shows("/usr/bin/none")).isFalse();
  }

  @Test
  void removalWhenImageIsInUseThenLeftAndSaid() {
    String base = anImage("removal", INSTRUCTIONS);
    String used = inspect(prepare(base).id()).path("RepoTags").path(0).asText();
    IdleContainer user = IdleContainer.of(engine, used, true, Map.of());
    String ours = "io.slsemu.base=" + inspect(base).path("Id").asText();

    ImageRemoval.Result whileUsed = new ImageRemoval(engine, ours).run();
    user.close();
    ImageRemoval.Result after = new ImageRemoval(engine, ours).run();

    assertThat(whileUsed).isEqualTo(new ImageRemoval.Result(List.of(), List.of(used)));
    assertThat(after).isEqualTo(new ImageRemoval.Result(List.of(used), List.of()));
    made.remove(used);
  }

  private PreparedImage pull(String name) {
    return images.prepare(ImageChoice.named(name), new Pulling(true, PullProgress.UNSEEN));
  }

  private PreparedImage prepare(String base) {
    PreparedImage image = images.prepare(ImageChoice.named(base), Pulling.NEVER);
    String tag = inspect(image.id()).path("RepoTags").path(0).asText();
    synchronized (made) {
      if (!made.contains(tag)) {
        made.add(0, tag); // before its base
      }
    }
    return image;
  }

  private JsonNode inspect(String image) {
    return engine.calls().get("inspect", "/images/" + image + "/json");
  }

  /** An image with a few links in it. */
  private String anImage(String tag, List<String> instructions) {
    String name = "sls-emu-tests/" + ProcessHandle.current().pid();
    byte[] files =
        new TarWriter()
            .directory("usr", 0755)
            .directory("usr/bin", 0755)
            .file("usr/bin/real", 0755, "#!/none\n")
            .link("usr/bin/sh", "real")
            .link("usr/bin/absolute", "/bin/sh")
            .link("usr/bin/dangling", "/no/such/file")
            .link("usr/bin/bash", "none-either")
            .link("bin", "usr/bin")
            .finish();
    StringBuilder query =
        new StringBuilder("/images/create?fromSrc=-&repo=" + name + "&tag=" + tag);
    instructions.forEach(
        instruction -> query.append("&changes=").append(EngineCalls.quote(instruction)));
    engine
        .calls()
        .post("import", query.toString(), new ByteArrayInputStream(files), "application/x-tar");
    made.add(name + ":" + tag);
    return name + ":" + tag;
  }

  private String anImageFor(String architecture) {
    String name = "sls-emu-tests/" + ProcessHandle.current().pid() + ":foreign";
    byte[] saved = SavedImage.empty(name, architecture);
    engine
        .calls()
        .post("load", "/images/load?quiet=1", new ByteArrayInputStream(saved), "application/x-tar");
    made.add(name);
    return name;
  }
}
