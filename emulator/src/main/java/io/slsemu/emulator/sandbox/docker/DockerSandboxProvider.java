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
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Sandboxes that are containers of an engine. */
public final class DockerSandboxProvider implements SandboxProvider {
  private final DockerSandboxOptions options;
  private final EngineSite site;
  private final FunctionImages images;
  private final ContainerPool pool;
  private final Set<DockerSandbox> sandboxes = new LinkedHashSet<>();

  /**
   * Connects to the engine.
   *
   * @throws SandboxException if it does not answer, or its containers cannot reach this machine
   */
  public DockerSandboxProvider(EngineAddress address, DockerSandboxOptions options) {
    this.options = options;
    Owner owner = Owner.self();
    this.site = SiteSearch.open(address, options, owner);
    this.images =
        new FunctionImages(
            new Images(
                site.engine(),
                InitBinaries::of,
                new RegistryCredentials(EngineSearch.ofThisProcess().configDirectory())),
            new Pulling(options.mayPull(), options.progress()));
    ContainerMaker maker = new ContainerMaker(site, owner, options.addHosts());
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
                pool.anticipate(site.key(spec, images.of(spec.code())), count);
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
    return keep(environmentId, spec, null);
  }

  private DockerSandbox keep(
      String environmentId, SandboxSpec spec, @Nullable ContainerSlot before) {
    CompletableFuture<ContainerSlot> coming = pool.take(site.key(spec, images.of(spec.code())));
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
    if (ended != null && ended.place() != null) {
      site.keeper().dropPlace(ended.place());
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
