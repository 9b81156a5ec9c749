package io.slsemu.emulator.sandbox.process;

import io.slsemu.emulator.function.FunctionCode;
import io.slsemu.emulator.sandbox.Entrypoint;
import io.slsemu.emulator.sandbox.EntrypointCheck;
import io.slsemu.emulator.sandbox.Fidelity;
import io.slsemu.emulator.sandbox.Sandbox;
import io.slsemu.emulator.sandbox.SandboxException;
import io.slsemu.emulator.sandbox.SandboxProvider;
import io.slsemu.emulator.sandbox.SandboxSpec;
import io.slsemu.emulator.sandbox.cgroup.CgroupDetection;
import io.slsemu.emulator.sandbox.cgroup.ControlGroups;
import io.slsemu.emulator.sandbox.host.Keeper;
import io.slsemu.emulator.sandbox.host.Peers;
import io.slsemu.emulator.sandbox.host.Programs;
import io.slsemu.emulator.sandbox.host.ThreadStarter;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Sandboxes made by this machine's kernel, without an engine. */
public final class ProcessSandboxProvider implements SandboxProvider {
  private final ProcessSandboxOptions options;
  private final Fidelity.Level atMost;
  private final String perl;
  private final Keeper keeper;
  private @Nullable Host host;
  private @Nullable SlotMaker maker;
  private final PreparedSlots prepared = new PreparedSlots(megabytes -> maker().make(megabytes));
  private final Set<ProcessSandbox> sandboxes = new LinkedHashSet<>();

  /**
   * Starts the keeper process, which looks at the machine meanwhile.
   *
   * @throws SandboxException if this machine cannot make sandboxes at all
   */
  public ProcessSandboxProvider(ProcessSandboxOptions options) {
    this(options, Fidelity.Level.FULL);
  }

  /** Does without what a higher level would need, though this machine may have it. */
  ProcessSandboxProvider(ProcessSandboxOptions options, Fidelity.Level atMost) {
    this.options = options;
    this.atMost = atMost;
    String found = Programs.find("perl");
    if (found == null) {
      throw new SandboxException(
          "perl is not installed", "Install it (Debian and Ubuntu: package perl-base).", null);
    }
    this.perl = found;
    this.keeper = Keeper.start(perl, options.stateDirectory());
  }

  private synchronized Host host() {
    if (host == null) {
      ControlGroups groups = CgroupDetection.detect();
      host = HostProbe.look(perl, keeper.abilities().atMost(atMost), groups);
    }
    return host;
  }

  private synchronized SlotMaker maker() {
    if (maker == null) {
      maker = new SlotMaker(host(), keeper);
    }
    return maker;
  }

  @Override
  public String kind() {
    return "process";
  }

  @Override
  public String description() {
    return "this machine's kernel, with no engine";
  }

  @Override
  public Fidelity fidelity() {
    return host().fidelity();
  }

  /** What one sandbox enforces: not always what the machine promised. */
  Fidelity fidelity(Greeting greeting) {
    return greeting.amend(host().fidelity());
  }

  Keeper keeper() {
    return keeper;
  }

  /** Where the code of a sandbox is for the program inside. */
  String taskRootOf(SandboxSpec spec) {
    return host().mode() == Host.Mode.SESSION ? directoryOf(spec).toString() : "/var/task";
  }

  /** Where its layers are. */
  String layersRootOf(SandboxSpec spec) {
    Path layers = spec.layers();
    return host().mode() == Host.Mode.SESSION && layers != null ? layers.toString() : "/opt";
  }

  /** The code of a sandbox. */
  static Path directoryOf(SandboxSpec spec) {
    if (spec.code() instanceof FunctionCode.Directory directory) {
      return directory.taskRoot();
    }
    throw new SandboxException(
        "an image function needs the docker sandbox",
        "use --sandbox docker, which needs a Docker Engine",
        null);
  }

  @Override
  public Entrypoint entrypoint(SandboxSpec spec) {
    Entrypoint found = EntrypointCheck.onThisHost(directoryOf(spec), spec.layers());
    String image = ((FunctionCode.Directory) spec.code()).image();
    if (image != null && found instanceof Entrypoint.NotRunnable) {
      throw new SandboxException(
          "the function brings no bootstrap of its own and needs the image " + image,
          "use --sandbox docker, which needs a Docker Engine",
          null);
    }
    return found instanceof Entrypoint.Runnable program
        ? Entrypoint.Runnable.bootstrap(
            program.command().get(0).startsWith("/opt/")
                ? layersRootOf(spec) + "/bootstrap"
                : taskRootOf(spec) + "/bootstrap",
            taskRootOf(spec))
        : found;
  }

  ThreadStarter threads() {
    return options.threads();
  }

  /** Where a sandbox's listeners may be: at its own address, or at everybody's. */
  List<InetAddress> addressesOf(Place place) {
    InetAddress everybodys = InetAddress.getLoopbackAddress();
    return host().mode() == Host.Mode.SESSION
        ? List.of(everybodys)
        : List.of(place.address(), everybodys);
  }

  @Nullable Peers peersOf(Slot slot, Supplier<List<Integer>> processes) {
    if (!Files.isDirectory(Path.of("/proc/self"))) {
      return null; // macOS tells nothing about sockets; the fidelity says so
    }
    return slot.place().hostUser() > 0
        ? Peers.ofUser(keeper, slot.place().hostUser())
        : Peers.ofProcesses(keeper, processes);
  }

  @Override
  public void anticipate(int count, SandboxSpec spec) {
    anticipate(count, spec.ephemeralStorageMb());
  }

  /** The same before any function is known: the code does not matter to what is prepared. */
  public void anticipate(int count, int ephemeralStorageMb) {
    int missing = prepared.announce(count);
    if (missing > 0) {
      options.threads().start("sandbox-slots", () -> prepared.make(missing, ephemeralStorageMb));
    }
  }

  @Override
  public Sandbox create(String environmentId, SandboxSpec spec) {
    Slot slot = prepared.take(spec.ephemeralStorageMb());
    return keep(
        new ProcessSandbox(
            this,
            environmentId,
            spec,
            slot == null ? maker().make(spec.ephemeralStorageMb()) : slot));
  }

  private synchronized ProcessSandbox keep(ProcessSandbox sandbox) {
    sandboxes.add(sandbox);
    return sandbox;
  }

  Sandbox replace(ProcessSandbox old, String environmentId, SandboxSpec spec, Place place) {
    synchronized (this) {
      sandboxes.remove(old);
    }
    return keep(new ProcessSandbox(this, environmentId, spec, maker().again(place)));
  }

  void removed(ProcessSandbox sandbox, Place place) {
    synchronized (this) {
      sandboxes.remove(sandbox);
    }
    maker().release(place);
  }

  @Override
  public void close() {
    List<Slot> unused = prepared.close();
    List<ProcessSandbox> live;
    synchronized (this) {
      live = new ArrayList<>(sandboxes);
    }
    live.forEach(ProcessSandbox::kill);
    unused.forEach(slot -> slot.supervisor().dismiss());
    live.forEach(ProcessSandbox::close);
    unused.forEach(Slot::discard);
    prepared.awaitMakers();
    keeper.close();
  }
}
