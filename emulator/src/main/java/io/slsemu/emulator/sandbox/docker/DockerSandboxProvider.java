package io.slsemu.emulator.sandbox.docker;

import io.slsemu.emulator.sandbox.Entrypoint;
import io.slsemu.emulator.sandbox.Fidelity;
import io.slsemu.emulator.sandbox.Sandbox;
import io.slsemu.emulator.sandbox.SandboxException;
import io.slsemu.emulator.sandbox.SandboxProvider;
import io.slsemu.emulator.sandbox.SandboxSpec;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Sandboxes that are containers of an engine. */
public final class DockerSandboxProvider implements SandboxProvider {
  private final DockerSandboxOptions options;
  private final EngineSite site;
  private final FunctionImages images;
  private final ContainerPool pool;
  private final Set<DockerSandbox> sandboxes = new LinkedHashSet<>();
  private final Departures departures;

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
    this.departures = new Departures(site, options.threads());
    this.images =
        new FunctionImages(
            new Images(
                site.engine(),
                InitBinaries::of,
                new RegistryCredentials(EngineSearch.ofThisProcess().configDirectory())),
            new Pulling(options.mayPull(), options.progress()));
    ContainerMaker maker = new ContainerMaker(site, options.threads(), options.addHosts());
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
    return images.entrypoint(spec);
  }

  @Override
  public Sandbox create(String environmentId, SandboxSpec spec) {
    return keep(environmentId, spec, take(spec), null);
  }

  /** Somebody may have pruned the image since it was prepared: then it is prepared once more. */
  private CompletableFuture<ContainerSlot> take(SandboxSpec spec) {
    return pool.take(key(spec))
        .exceptionallyCompose(
            failure ->
                images.forgetIfGone(spec.code(), failure)
                    ? pool.take(key(spec))
                    : CompletableFuture.failedFuture(failure));
  }

  private ContainerKey key(SandboxSpec spec) {
    return site.delivery().key(spec, images.of(spec.code()));
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
    CompletableFuture<ContainerSlot> coming = stopped == null ? take(spec) : after(stopped, spec);
    return keep(environmentId, spec, coming, stopped);
  }

  /** A disk outlives its container; what an engine mounted goes with the last who uses it. */
  private CompletableFuture<ContainerSlot> after(ContainerSlot stopped, SandboxSpec spec) {
    if (stopped.place() != null || !stopped.isAlive()) {
      site.remove(stopped);
      return take(spec);
    }
    stopped.channel().endProgram();
    CompletableFuture<ContainerSlot> heir = pool.heir(key(spec), stopped);
    heir.whenComplete((made, failure) -> site.remove(stopped));
    return heir;
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
  static <T> T join(CompletableFuture<T> coming) {
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

  /**
   * Gives up what a sandbox that never became ready waited for.
   *
   * @param before the container, gone by now, whose {@code /tmp} it was to take over, or null
   */
  void abandon(CompletableFuture<ContainerSlot> coming, @Nullable ContainerSlot before) {
    discard(coming);
    if (before != null) {
      departures.drop(before);
    }
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
