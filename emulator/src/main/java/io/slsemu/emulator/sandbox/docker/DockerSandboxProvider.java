package io.slsemu.emulator.sandbox.docker;

import io.slsemu.emulator.function.FunctionCode;
import io.slsemu.emulator.sandbox.Entrypoint;
import io.slsemu.emulator.sandbox.EntrypointCheck;
import io.slsemu.emulator.sandbox.Fidelity;
import io.slsemu.emulator.sandbox.Sandbox;
import io.slsemu.emulator.sandbox.SandboxException;
import io.slsemu.emulator.sandbox.SandboxProvider;
import io.slsemu.emulator.sandbox.SandboxSpec;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Sandboxes that are containers of an engine. */
public final class DockerSandboxProvider implements SandboxProvider {
  private final DockerSandboxOptions options;
  private final EngineSite site;
  private final Images images;
  private final ContainerPool pool;
  private final Map<ImageChoice, PreparedImage> prepared = new ConcurrentHashMap<>();
  private final Set<DockerSandbox> sandboxes = new LinkedHashSet<>();
  private final Departures departures;

  /**
   * Connects to the engine.
   *
   * @throws SandboxException if it does not answer, or its containers cannot reach this machine
   */
  public DockerSandboxProvider(EngineAddress address, DockerSandboxOptions options) {
    this.options = options;
    Owner owner = Owner.next();
    this.site = SiteSearch.open(address, options, owner);
    this.departures = new Departures(site, options.threads());
    this.images =
        new Images(
            site.engine(),
            InitBinaries::of,
            new RegistryCredentials(EngineSearch.ofThisProcess().configDirectory()));
    ContainerMaker maker = new ContainerMaker(site, owner, options.addHosts());
    this.pool = new ContainerPool(maker, options.threads(), options.pool(), this::discard);
  }

  EngineSite site() {
    return site;
  }

  @Override
  public String kind() {
    return "docker";
  }

  @Override
  public String description() {
    EngineFacts facts = site.engine().facts();
    return "%s %s at %s, cgroup v%d by %s; freeze, thaw and meters through %s"
        .formatted(
            facts.name(),
            facts.version(),
            site.engine().address(),
            facts.cgroupVersion(),
            facts.cgroupDriver(),
            site.hasPlaces() ? "the container's cgroup files" : "the engine");
  }

  @Override
  public Fidelity fidelity() {
    boolean here = site.hasPlaces();
    return fidelity(here && site.keeper().abilities().disks() ? "disk" : "memory");
  }

  /** What one container enforces: not always what the machine promised. */
  Fidelity fidelity(ContainerSlot slot) {
    return fidelity(slot.tmp());
  }

  private Fidelity fidelity(String tmp) {
    List<String> gaps = new ArrayList<>();
    if (tmp.equals("memory")) {
      gaps.add(
          "/tmp is in memory and counts as the function's: a disk needs root on the engine's own"
              + " machine, loop devices and mkfs.ext4.");
    }
    if (!site.hasPlaces()) {
      gaps.add(
          "Freezing goes through the engine and takes milliseconds: the container's cgroup files"
              + " are not here, or not to be written.");
    }
    return new Fidelity(
        Fidelity.Level.FULL,
        site.hasPlaces() ? "cgroup" : "engine",
        "enforced",
        "quota",
        tmp,
        "container",
        gaps);
  }

  @Override
  public void anticipate(int count, SandboxSpec spec) {
    options
        .threads()
        .start(
            "sandbox-pool",
            () -> {
              try {
                pool.anticipate(site.key(spec, image(spec)), count);
              } catch (SandboxException onlyAHint) {
                // Whoever creates a sandbox meets the same reason, and is told.
                return;
              }
            });
  }

  @Override
  public Entrypoint entrypoint(SandboxSpec spec) {
    PreparedImage image = image(spec);
    if (spec.code() instanceof FunctionCode.Image code) {
      ImageSettings.Program program =
          new ImageSettings(
                  code.config().entryPoint(),
                  code.config().command(),
                  code.config().workingDirectory())
              .resolve(image);
      return program.arguments().isEmpty()
          ? new Entrypoint.NotRunnable(
              "fork/exec : no such file or directory",
              image.name() + " names no program: give it an ENTRYPOINT, or use --entrypoint.")
          : new Entrypoint.Runnable(
              program.arguments(), program.workingDirectory(), program.environment());
    }
    return check((FunctionCode.Directory) spec.code(), spec, image);
  }

  private static Entrypoint check(
      FunctionCode.Directory code, SandboxSpec spec, PreparedImage image) {
    Entrypoint found =
        new EntrypointCheck(code.taskRoot(), spec.layers(), image.architecture(), image::shows)
            .run();
    return found instanceof Entrypoint.NotRunnable refused
            && refused.message().endsWith("no such file or directory")
        ? new Entrypoint.NotRunnable(
            refused.message(),
            refused.hint() + " It would run in " + image.name() + "; --image names another.")
        : found;
  }

  private PreparedImage image(SandboxSpec spec) {
    String name =
        spec.code() instanceof FunctionCode.Directory directory
            ? directory.image()
            : ((FunctionCode.Image) spec.code()).image();
    ImageChoice choice = name == null ? ImageChoice.STANDARD : ImageChoice.named(name);
    return prepared.computeIfAbsent(
        choice, any -> images.prepare(any, new Pulling(options.mayPull(), options.progress())));
  }

  @Override
  public Sandbox create(String environmentId, SandboxSpec spec) {
    return keep(environmentId, spec, null);
  }

  private DockerSandbox keep(
      String environmentId, SandboxSpec spec, @Nullable ContainerSlot before) {
    CompletableFuture<ContainerSlot> coming = pool.take(site.key(spec, image(spec)));
    DockerSandbox sandbox = new DockerSandbox(this, environmentId, spec, coming, before);
    synchronized (this) {
      sandboxes.add(sandbox);
    }
    return sandbox;
  }

  Sandbox replace(
      DockerSandbox old, String environmentId, SandboxSpec spec, @Nullable ContainerSlot ended) {
    synchronized (this) {
      sandboxes.remove(old);
    }
    return keep(environmentId, spec, ended);
  }

  void removed(DockerSandbox sandbox, @Nullable ContainerSlot ended) {
    synchronized (this) {
      sandboxes.remove(sandbox);
    }
    if (ended != null) {
      departures.drop(ended);
    }
  }

  /** What was made, or why it was not. */
  static ContainerSlot join(CompletableFuture<ContainerSlot> coming) {
    try {
      return coming.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof SandboxException failure) {
        throw new SandboxException(String.valueOf(failure.getMessage()), failure.remedy(), failure);
      }
      throw e;
    }
  }

  /** Removes a container that nobody wants any more, once it is made. */
  void discard(CompletableFuture<ContainerSlot> coming) {
    departures.discard(coming);
  }

  @Override
  public void close() {
    pool.close().forEach(this::discard);
    List<DockerSandbox> live;
    synchronized (this) {
      live = new ArrayList<>(sandboxes);
    }
    // An engine takes its time for each, and can do several at once.
    live.forEach(sandbox -> departures.start(sandbox::close));
    departures.await();
    site.close();
  }
}
