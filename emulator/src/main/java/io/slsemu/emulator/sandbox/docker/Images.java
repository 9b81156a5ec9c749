package io.slsemu.emulator.sandbox.docker;

import com.fasterxml.jackson.databind.JsonNode;
import io.slsemu.emulator.sandbox.SandboxException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Provides images that environments can be made from: the wanted one and our init in it. An image
 * is prepared once; its tag is made from all that went in, so that emulators who share an engine
 * share it too. Safe for any number of threads.
 */
final class Images {
  static final String KIND = "io.slsemu.image";
  private static final String SHOWS = "io.slsemu.shows";
  private static final String PREPARED = "sls-emu/prepared";
  private static final String STATIC = "sls-emu/static-base";

  /** Where all that is made here is tagged. */
  static final List<String> REPOSITORIES = List.of(PREPARED, STATIC);

  /** What the service runs custom runtimes in. */
  static final String NEAREST = "public.ecr.aws/lambda/provided:al2023";

  private static final List<String> STANDARD =
      List.of(NEAREST, "public.ecr.aws/lambda/provided:al2");

  /** A registry that is there answers within a second or two, and the engine tries it twice. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Duration PATIENCE_WITH_A_CHOICE = Duration.ofSeconds(15);

  private final Engine engine;
  private final Function<String, byte[]> inits;
  private final RegistryCredentials credentials;
  private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();

  /**
   * @param inits our init for an architecture as {@code uname -m} writes it
   */
  Images(Engine engine, Function<String, byte[]> inits, RegistryCredentials credentials) {
    this.engine = engine;
    this.inits = inits;
    this.credentials = credentials;
  }

  /**
   * The image to make environments from. Two quick calls of the engine where it was prepared
   * before.
   *
   * @throws SandboxException if it is not to be had or not for this engine's architecture
   */
  PreparedImage prepare(ImageChoice choice, Pulling pulling) {
    String name = choice.name();
    if (name == null) {
      return prepareStandard(pulling);
    }
    JsonNode base = find(name);
    if (base == null && pulling.allowed()) {
      base = pull(name, pulling, PATIENCE);
    }
    if (base == null) {
      throw new SandboxException(
          "image " + name + " is not on this machine",
          "docker pull " + name + ", or see docker images for its name",
          null);
    }
    return prepare(name, base);
  }

  private PreparedImage prepareStandard(Pulling pulling) {
    for (String name : STANDARD) {
      JsonNode base = find(name);
      if (base != null && fits(base)) {
        return prepare(name, base);
      }
    }
    if (pulling.allowed()) {
      try {
        String newest = STANDARD.get(0);
        return prepare(newest, pull(newest, pulling, PATIENCE_WITH_A_CHOICE));
      } catch (SandboxException e) {
        if (Thread.currentThread().isInterrupted()) {
          throw e;
        }
        // Then without it: a static bootstrap runs, and any other is told what it lacks.
      }
    }
    return prepareStatic();
  }

  private @Nullable JsonNode find(String name) {
    return engine.calls().find("look for image " + name, "/images/" + name + "/json");
  }

  private boolean fits(JsonNode image) {
    String architecture = Architectures.ofKernel(image.path("Architecture").asText());
    return architecture.equals(engine.facts().architecture())
        && image.path("Os").asText().equals("linux");
  }

  private JsonNode pull(String name, Pulling pulling, Duration patience) {
    return alone(
        name,
        () -> {
          JsonNode meanwhile = find(name);
          if (meanwhile != null) {
            return meanwhile;
          }
          ImageName parsed = ImageName.parse(name);
          new Pull(engine, parsed, pulling.progress())
              .run(credentials.find(parsed.registry()), patience);
          return engine.calls().get("look for image " + name, "/images/" + name + "/json");
        });
  }

  private PreparedImage prepare(String name, JsonNode base) {
    if (!fits(base)) {
      throw new SandboxException(
          "image %s is for %s/%s, the engine is linux/%s"
              .formatted(
                  name,
                  base.path("Os").asText(),
                  base.path("Architecture").asText(),
                  engine.facts().imageArchitecture()),
          "name or build one for linux/" + engine.facts().imageArchitecture(),
          null);
    }
    byte[] init = inits.apply(engine.facts().architecture());
    String parts = base.path("Id").asText() + Digest.sha256(init) + ImageContents.USUAL;
    String tag = PREPARED + ":" + Digest.sha256(parts.getBytes(StandardCharsets.UTF_8));
    JsonNode ready = findOrMake(tag, () -> derive(name, base, init, tag));
    return PreparedImage.read(ready.path("Id").asText(), name, base, contents(ready));
  }

  private ImageContents contents(JsonNode image) {
    return new ImageContents(
        engine,
        image.path("Id").asText(),
        image.path("Config").path("Labels").path(SHOWS).asText());
  }

  private JsonNode findOrMake(String tag, Runnable making) {
    JsonNode ready = find(tag);
    return ready != null
        ? ready
        : alone(
            tag,
            () -> {
              JsonNode meanwhile = find(tag);
              if (meanwhile != null) {
                return meanwhile;
              }
              making.run();
              return engine.calls().get("look for image " + tag, "/images/" + tag + "/json");
            });
  }

  /**
   * Through a container that is committed, not through a build: that takes twice as long and runs
   * the base's ONBUILD instructions.
   */
  private void derive(String name, JsonNode base, byte[] init, String tag) {
    String id = base.path("Id").asText();
    Map<String, String> labels =
        Map.of(KIND, "prepared", "io.slsemu.base", id, "io.slsemu.base-name", name);
    boolean hasProgram =
        !base.path("Config").path("Entrypoint").isEmpty()
            || !base.path("Config").path("Cmd").isEmpty();
    try (IdleContainer container = IdleContainer.of(engine, id, hasProgram, labels)) {
      byte[] files = initAsArchive(init, engine.calls().stat(container.id(), "/var") == null);
      engine.ask(
          "put the init into " + name,
          () ->
              engine
                  .client()
                  .copyArchiveToContainerCmd(container.id())
                  .withTarInputStream(new ByteArrayInputStream(files))
                  .withRemotePath("/")
                  .exec());
      String shows = "LABEL " + SHOWS + "=\"" + ImageContents.label(engine, container.id()) + "\"";
      commit(container.id(), tag, shows);
    }
  }

  /** An existing directory would take over the mode that an archive has for it. */
  private static byte[] initAsArchive(byte[] init, boolean withVar) {
    TarWriter tar = new TarWriter();
    if (withVar) {
      tar.directory("var", 0755);
    }
    return tar.directory("var/rapid", 0755).file("var/rapid/init", 0755, init).finish();
  }

  private void commit(String containerId, String tag, String change) {
    ImageName name = ImageName.parse(tag);
    String query =
        "/commit?pause=0&container=%s&repo=%s&tag=%s&changes=%s"
            .formatted(containerId, name.repository(), name.tag(), EngineCalls.quote(change));
    engine
        .calls()
        .post(
            "keep the prepared image " + tag,
            query,
            new ByteArrayInputStream("{}".getBytes(StandardCharsets.US_ASCII)),
            "application/json");
  }

  /** The static base, which is to be had without a network. */
  PreparedImage prepareStatic() {
    StaticBase base = new StaticBase(inits.apply(engine.facts().architecture()), Path.of("/"));
    String tag = STATIC + ":" + base.fingerprint();
    JsonNode ready = findOrMake(tag, () -> load(base, tag));
    return PreparedImage.read(
        ready.path("Id").asText(), PreparedImage.STATIC_BASE, ready, contents(ready));
  }

  private void load(StaticBase base, String tag) {
    // Not in a parameter of its own, which Podman does not read here.
    String query =
        "/images/create?fromSrc=-&repo=%s&changes=%s&changes=%s"
            .formatted(
                EngineCalls.quote(tag),
                EngineCalls.quote("LABEL " + KIND + "=static-base"),
                EngineCalls.quote("LABEL " + SHOWS + "=\"\""));
    engine
        .calls()
        .post(
            "make the static base",
            query,
            new ByteArrayInputStream(base.archive()),
            "application/x-tar");
  }

  /** One pull or build at a time for each image; the others wait for it. */
  private <T> T alone(String image, Supplier<T> work) {
    ReentrantLock lock = locks.computeIfAbsent(image, any -> new ReentrantLock());
    try {
      lock.lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SandboxException(
          "stopped while another call made image " + image + " ready", "run it again", e);
    }
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }
}
