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
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Sandboxes that are containers of an engine. */
public final class DockerSandboxProvider implements SandboxProvider {
  private final DockerSandboxOptions options;
  private final EngineSite site;
  private final Images images;
  private final ContainerPool pool;
  private final Map<ImageChoice, PreparedImage> prepared = new ConcurrentHashMap<>();
  private final Set<DockerSandbox> sandboxes = new LinkedHashSet<>();

  /**
   * Connects to the engine.
   *
   * @throws SandboxException if it does not answer, or its containers cannot reach this machine
   */
  public DockerSandboxProvider(EngineAddress address, DockerSandboxOptions options) {
    this(address, options, CodeDelivery.Way.SHOWN);
  }

  /** Does without what a better way would need, though the engine may have it. */
  DockerSandboxProvider(
      EngineAddress address, DockerSandboxOptions options, CodeDelivery.Way atBest) {
    this.options = options;
    this.site = SiteSearch.open(address, options, atBest);
    this.images =
        new Images(
            site.engine(),
            InitBinaries::of,
            new RegistryCredentials(EngineSearch.ofThisProcess().configDirectory()));
    ContainerMaker maker = new ContainerMaker(site, options.addHosts());
    this.pool = new ContainerPool(maker, options.threads(), options.pool());
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
    return "%s %s at %s, cgroup v%d by %s; %s; freeze, thaw and meters through %s"
        .formatted(
            facts.name(),
            facts.version(),
            site.engine().address(),
            facts.cgroupVersion(),
            facts.cgroupDriver(),
            switch (site.delivery().way()) {
              case SHOWN -> "code is shown to containers that wait";
              case BOUND -> "code is mounted by the engine";
              case COPIED -> "code is copied into volumes of the engine";
            },
            isByEngine() ? "the engine" : "the container's cgroup files");
  }

  private boolean isByEngine() {
    return site.delivery().way() != CodeDelivery.Way.SHOWN;
  }

  @Override
  public Fidelity fidelity() {
    return new ContainerFidelity(site.delivery().tmp(), isByEngine(), site.network().isOpen())
        .words();
  }

  /** What one container enforces: not always what the machine promised. */
  Fidelity fidelity(ContainerSlot slot) {
    boolean byEngine = slot.limits() instanceof EngineLimits;
    return new ContainerFidelity(slot.tmp(), byEngine, site.network().isOpen()).words();
  }

  @Override
  public void anticipate(int count, SandboxSpec spec) {
    options
        .threads()
        .start(
            "sandbox-pool",
            () -> {
              try {
                pool.anticipate(key(spec), count);
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
    return keep(environmentId, spec, pool.take(key(spec)), null);
  }

  private ContainerKey key(SandboxSpec spec) {
    return site.delivery().key(spec, image(spec));
  }

  private DockerSandbox keep(
      String environmentId,
      SandboxSpec spec,
      CompletableFuture<ContainerSlot> coming,
      @Nullable ContainerSlot before) {
    DockerSandbox sandbox = new DockerSandbox(this, environmentId, spec, coming, before);
    synchronized (this) {
      sandboxes.add(sandbox);
    }
    return sandbox;
  }

  /**
   * @param stopped the container that the next one takes {@code /tmp} over from, or null
   */
  Sandbox replace(
      DockerSandbox old, String environmentId, SandboxSpec spec, @Nullable ContainerSlot stopped) {
    synchronized (this) {
      sandboxes.remove(old);
    }
    CompletableFuture<ContainerSlot> coming =
        stopped == null ? pool.take(key(spec)) : after(stopped, key(spec));
    return keep(environmentId, spec, coming, stopped);
  }

  /** A disk outlives its container; what an engine mounted goes with the last who uses it. */
  private CompletableFuture<ContainerSlot> after(ContainerSlot stopped, ContainerKey key) {
    if (stopped.place() != null || !stopped.isAlive()) {
      site.remove(stopped);
      return pool.take(key);
    }
    stopped.channel().endProgram();
    CompletableFuture<ContainerSlot> heir = pool.heir(key, stopped);
    heir.whenComplete((made, failure) -> site.remove(stopped));
    return heir;
  }

  void removed(DockerSandbox sandbox, @Nullable ContainerSlot ended) {
    synchronized (this) {
      sandboxes.remove(sandbox);
    }
    if (ended != null && ended.place() != null) {
      site.delivery().drop(ended.place());
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

  @Override
  public void close() {
    List<CompletableFuture<ContainerSlot>> unused = pool.close();
    List<DockerSandbox> live;
    synchronized (this) {
      live = new ArrayList<>(sandboxes);
    }
    List<Runnable> work = new ArrayList<>();
    live.forEach(sandbox -> work.add(sandbox::close));
    unused.forEach(coming -> work.add(() -> discard(coming)));
    allAtOnce(work);
    site.close();
  }

  private void discard(CompletableFuture<ContainerSlot> coming) {
    try {
      ContainerSlot slot = coming.join();
      slot.limits().thaw();
      site.remove(slot);
    } catch (CompletionException neverMade) {
      // Then there is nothing to remove.
      return;
    }
  }

  /** An engine takes its time for each, and can do several at once. */
  private void allAtOnce(List<Runnable> work) {
    CountDownLatch left = new CountDownLatch(work.size());
    for (Runnable one : work) {
      options
          .threads()
          .start(
              "sandbox-end",
              () -> {
                try {
                  one.run();
                } finally {
                  left.countDown();
                }
              });
    }
    try {
      left.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
