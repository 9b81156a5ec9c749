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
    new ContainerRemoval(engine).sweep();
    CodeVolumes.remove(engine, false);
    RuntimeNetwork network = network();
    InitListener inits = listen(network);
    Owner owner = Owner.next(Owner.machine(own));
    Path socket = engine.address().socket();
    if (socket != null) {
      keeper.note("engine", socket.toString());
      keeper.note("engine", owner.toString());
    }
    return new EngineSite(
        engine,
        owner,
        network,
        inits,
        keeper,
        delivery(atBest),
        new EngineEvents(engine, owner, options.threads()),
        new Removals(engine, options.threads()),
        new EngineSite.Shared());
  }

  /** What shares the machine's network is at its gateways, in a container or not. */
  private RuntimeNetwork network() {
    return own == null || own.isOnHostNetwork()
        ? RuntimeNetwork.join(engine, options.network())
        : RuntimeNetwork.join(engine, options.network(), own);
  }

  private InitListener listen(RuntimeNetwork network) {
    try {
      return InitListener.open(network.gateway(), options.threads());
    } catch (IOException e) {
      EngineFacts facts = engine.facts();
      throw new SandboxException(
          "%s at %s runs functions on the machine %s, from where they do not reach this process (%s)"
              .formatted(
                  facts.name(),
                  engine.address(),
                  facts.machine(),
                  network.gateway().getHostAddress() + " is not an address of this one"),
          "run sls-emu in a container of that engine, with -v"
              + " /var/run/docker.sock:/var/run/docker.sock; or use --sandbox process",
          e);
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
    if (own != null || !facts.machine().equals(Owner.machineName())) {
      return Way.COPIED;
    }
    boolean isShown =
        keeper.abilities().namespaces().equals("full")
            && !facts.rootless()
            && !facts.usersRemapped();
    return isShown ? Way.SHOWN : Way.BOUND;
  }
}
