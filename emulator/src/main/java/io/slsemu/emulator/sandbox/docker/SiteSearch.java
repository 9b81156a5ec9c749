package io.slsemu.emulator.sandbox.docker;

import io.slsemu.emulator.sandbox.SandboxException;
import io.slsemu.emulator.sandbox.docker.CodeDelivery.Way;
import io.slsemu.emulator.sandbox.host.Keeper;
import io.slsemu.emulator.sandbox.host.Programs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** Finds out how containers of an engine and this process can meet. */
final class SiteSearch {
  private SiteSearch() {}

  /**
   * @param atBest does without a better way, though the engine may have it
   * @throws SandboxException if the engine does not answer, or they cannot
   */
  static EngineSite open(
      EngineAddress address, DockerSandboxOptions options, Owner owner, Way atBest) {
    String perl = Programs.find("perl");
    if (perl == null) {
      throw new SandboxException(
          "perl is not installed", "Install it (Debian and Ubuntu: package perl-base).", null);
    }
    Keeper keeper = Keeper.start(perl, options.stateDirectory());
    Engine engine = new Engine(address);
    try {
      new ContainerRemoval(engine).sweep();
      CodeVolumes.remove(engine, false);
      RuntimeNetwork network = RuntimeNetwork.join(engine, options.network());
      Path socket = address.socket();
      if (socket != null) {
        keeper.note("engine", socket.toString());
        keeper.note("engine", owner.toString());
      }
      InitListener inits = listen(network, options);
      return new EngineSite(
          engine,
          network,
          inits,
          keeper,
          delivery(atBest, engine, keeper),
          new EngineEvents(engine, owner, options.threads()),
          new Removals(engine, options.threads()),
          new EngineSite.Shared());
    } catch (RuntimeException e) {
      engine.close();
      keeper.close();
      throw e;
    }
  }

  private static InitListener listen(RuntimeNetwork network, DockerSandboxOptions options) {
    try {
      return InitListener.open(network.gateway(), options.threads());
    } catch (IOException e) {
      throw new SandboxException(
          "this process cannot listen on "
              + network.gateway().getHostAddress()
              + ", where functions would reach it: the engine runs on another machine",
          "use an engine on this machine, or --sandbox process",
          e);
    }
  }

  private static CodeDelivery delivery(Way atBest, Engine engine, Keeper keeper) {
    if (atBest == Way.SHOWN && isShown(engine.facts(), keeper)) {
      return new ShownCode(keeper, new AtomicInteger());
    }
    return new MountedCode(
        atBest == Way.COPIED ? Way.COPIED : Way.BOUND,
        CodeVolumes.of(engine, keeper.runDirectory()));
  }

  /** Mounts of root's are seen by containers of an engine that is root's too. */
  private static boolean isShown(EngineFacts facts, Keeper keeper) {
    return keeper.abilities().namespaces().equals("full")
        && !facts.rootless()
        && !facts.usersRemapped();
  }
}
