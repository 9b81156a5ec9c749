package io.slsemu.emulator.sandbox.docker;

import io.slsemu.emulator.sandbox.SandboxException;
import io.slsemu.emulator.sandbox.docker.CodeDelivery.Way;
import io.slsemu.emulator.sandbox.host.Keeper;
import io.slsemu.emulator.sandbox.host.Programs;
import java.io.IOException;
import java.nio.file.Files;
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

  private static final String ALL_USERS = "4294967295";

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
    requireLimits();
    requireReach();
    sweep();
    CodeVolumes.remove(engine, false);
    RuntimeNetwork network = network();
    CodeDelivery delivery = delivery(atBest);
    requireKnown(network, delivery);
    Owner owner = Owner.next(Owner.machine(own));
    Path socket = engine.address().socket();
    if (socket != null) {
      keeper.note("engine", socket.toString());
      keeper.note("engine", owner.toString());
    }
    InitListener inits = listen(network, owner);
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

  private void requireLimits() {
    if (!engine.facts().hasLimits()) {
      throw new SandboxException(
          "%s at %s is rootless and has no control groups: it can neither limit nor freeze functions"
              .formatted(engine.facts().name(), engine.address()),
          "use root's engine, or a machine with cgroup v2 and systemd; or use --sandbox process",
          null);
    }
  }

  /**
   * What is outside a rootless engine's namespace has no address in its networks: told before an
   * image and a network are made for nothing. Root's networks on the machine may even have the same
   * addresses, so that those do not tell. In a user namespace we may be inside.
   */
  private void requireReach() {
    if (engine.facts().rootless() && own == null && !isInUserNamespace()) {
      throw rootless(null);
    }
  }

  private static boolean isInUserNamespace() {
    try {
      return !Files.readString(Path.of("/proc/self/uid_map")).strip().endsWith(" " + ALL_USERS);
    } catch (IOException noLinux) {
      return false;
    }
  }

  /** Only who sees a container's processes can tell its connections from others of the machine. */
  private static void requireKnown(RuntimeNetwork network, CodeDelivery delivery) {
    if (network.isShared() && delivery.way() != Way.SHOWN) {
      throw new SandboxException(
          "functions in the machine's own network cannot be told apart from here",
          "leave --network host out; or run sls-emu as root, on the engine's machine",
          null);
    }
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

  private InitListener listen(RuntimeNetwork network, Owner owner) {
    try {
      return InitListener.open(network.gateway(), options.threads());
    } catch (IOException e) {
      EngineFacts facts = engine.facts();
      if (facts.podman() && facts.isOnThisMachine()) {
        return listenOnceUp(network, owner);
      }
      throw unreachable(network, e);
    }
  }

  /** Podman's networks come up with their first container. */
  private InitListener listenOnceUp(RuntimeNetwork network, Owner owner) {
    RegistryCredentials none = new RegistryCredentials(options.stateDirectory());
    String image = new Images(engine, InitBinaries::of, none).prepareStatic().id();
    FirstContainer first = FirstContainer.start(engine, network, owner, image);
    try {
      return InitListener.open(network.gateway(), options.threads());
    } catch (IOException e) {
      throw unreachable(network, e);
    } finally {
      first.remove();
    }
  }

  private SandboxException unreachable(RuntimeNetwork network, IOException cause) {
    EngineFacts facts = engine.facts();
    if (facts.rootless()) {
      return rootless(cause);
    }
    return new SandboxException(
        "%s at %s runs functions on the machine %s, from where they do not reach this process (%s)"
            .formatted(
                facts.name(),
                engine.address(),
                facts.machine(),
                network.gateway().getHostAddress() + " is not an address of this one"),
        inContainer(),
        cause);
  }

  private SandboxException rootless(@Nullable IOException cause) {
    return new SandboxException(
        "%s at %s is rootless: from its networks, in a namespace of their own, functions do not reach this process"
            .formatted(engine.facts().name(), engine.address()),
        inContainer(),
        cause);
  }

  /**
   * Rootless Podman's containers are by themselves in a network that does not let them join ours.
   */
  private String inContainer() {
    EngineFacts facts = engine.facts();
    Path socket = facts.isOnThisMachine() ? engine.address().socket() : null;
    return "run sls-emu in a container of that engine, with "
        + (facts.podman() && facts.rootless() ? "--network podman " : "")
        + "-v %s:/var/run/docker.sock; or use --sandbox process"
            .formatted(socket == null ? "/var/run/docker.sock" : socket);
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
