package io.slsemu.emulator.sandbox.docker;

import io.slsemu.emulator.sandbox.SandboxException;
import io.slsemu.emulator.sandbox.docker.CodeDelivery.Way;
import io.slsemu.emulator.sandbox.host.Keeper;
import io.slsemu.emulator.sandbox.host.Programs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Finds out how containers of an engine and this process can meet.
 *
 * @param own the container that this process is in, or null
 */
record SiteSearch(
    Engine engine, Keeper keeper, @Nullable OwnContainer own, DockerSandboxOptions options) {

  /**
   * @param atBest does without a better way, though the engine may have it
   * @throws SandboxException if the engine does not answer, or they cannot
   */
  static EngineSite open(EngineAddress address, DockerSandboxOptions options, Way atBest) {
    String perl = Programs.find("perl");
    if (perl == null) {
      throw new SandboxException(
          "perl is not installed", "Install it (Debian and Ubuntu: package perl-base).", null);
    }
    Keeper keeper = Keeper.start(perl, options.stateDirectory());
    Engine engine = new Engine(address);
    try {
      return new SiteSearch(engine, keeper, OwnContainer.find(engine), options).look(atBest);
    } catch (RuntimeException e) {
      engine.close();
      keeper.close();
      throw e;
    }
  }

  private EngineSite look(Way atBest) {
    EngineReach reach = new EngineReach(engine, own);
    reach.require();
    sweep();
    CodeVolumes.remove(engine, false);
    RuntimeNetwork network = network();
    CodeDelivery delivery = delivery(atBest);
    EngineReach.requireKnown(network, delivery);
    Owner owner = Owner.next(Owner.machine(own));
    Path socket = engine.address().socket();
    if (socket != null) {
      keeper.note("engine", socket.toString());
      keeper.note("engine", owner.toString());
    }
    InitListener inits = listen(reach, network, owner);
    return new EngineSite(
        engine,
        owner,
        network,
        inits,
        keeper,
        delivery,
        new EngineEvents(engine, owner, options.threads()),
        new Removals(engine, options.threads()),
        new EngineSite.Shared());
  }

  /** Beside the start: an engine may be long over one of them, and come to nothing. */
  private void sweep() {
    ContainerRemoval removal = new ContainerRemoval(engine);
    if (removal.isCalledFor()) {
      options.threads().start("sandbox-sweep", () -> sweepOn(removal));
    }
  }

  private static void sweepOn(ContainerRemoval removal) {
    try {
      removal.sweep(ContainerRemoval.PATIENCE);
    } catch (SandboxException engineIsGone) {
      // The next start sweeps.
      return;
    }
  }

  /** What shares the machine's network is at its gateways, in a container or not. */
  private RuntimeNetwork network() {
    return own == null || own.isOnHostNetwork()
        ? RuntimeNetwork.join(engine, options.network())
        : RuntimeNetwork.join(engine, options.network(), own);
  }

  private InitListener listen(EngineReach reach, RuntimeNetwork network, Owner owner) {
    try {
      return InitListener.open(network.gateway(), options.threads());
    } catch (IOException e) {
      EngineFacts facts = engine.facts();
      if (facts.podman() && facts.isOnThisMachine()) {
        return listenOnceUp(reach, network, owner);
      }
      throw reach.unreachable(network, e);
    }
  }

  /** Podman's networks come up with their first container. */
  private InitListener listenOnceUp(EngineReach reach, RuntimeNetwork network, Owner owner) {
    RegistryCredentials none = new RegistryCredentials(options.stateDirectory());
    String image = new Images(engine, InitBinaries::of, none).prepareStatic().id();
    FirstContainer first = FirstContainer.start(engine, network, owner, image);
    try {
      return InitListener.open(network.gateway(), options.threads());
    } catch (IOException e) {
      throw reach.unreachable(network, e);
    } finally {
      first.remove();
    }
  }

  private CodeDelivery delivery(Way atBest) {
    Way best = best();
    Way way = best.compareTo(atBest) > 0 ? best : atBest;
    return way == Way.SHOWN
        ? new ShownCode(keeper, options.threads(), new AtomicInteger())
        : new MountedCode(way, CodeVolumes.of(engine, keeper.runDirectory()));
  }

  /** Mounts of root's are seen by containers of an engine that is root's too. */
  private Way best() {
    EngineFacts facts = engine.facts();
    if (own != null || !facts.isOnThisMachine()) {
      return Way.COPIED;
    }
    boolean isShown =
        keeper.abilities().namespaces().equals("full")
            && !facts.rootless()
            && !facts.usersRemapped();
    return isShown ? Way.SHOWN : Way.BOUND;
  }
}
