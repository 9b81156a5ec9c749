package io.slsemu.emulator.sandbox.process;

import io.slsemu.emulator.sandbox.Fidelity;
import io.slsemu.emulator.sandbox.Sandbox;
import io.slsemu.emulator.sandbox.SandboxProvider;
import io.slsemu.emulator.sandbox.SandboxSpec;
import io.slsemu.runtimeapi.model.PeerPolicy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Sandboxes made by this machine's kernel, without an engine. */
public final class ProcessSandboxProvider implements SandboxProvider {
  /** Prepared slots beyond this would cost more than they save. */
  private static final int MAX_PREPARED = 16;

  private final ProcessSandboxOptions options;
  private final Host host;
  private final Keeper keeper;
  private final SlotMaker maker;
  private final Deque<Slot> prepared = new ArrayDeque<>();
  private final Set<ProcessSandbox> sandboxes = new LinkedHashSet<>();
  private int wanted;
  private boolean closed;

  /**
   * Looks at the machine and starts the keeper process.
   *
   * @throws io.slsemu.emulator.sandbox.SandboxException if this machine cannot make sandboxes at
   *     all
   */
  public ProcessSandboxProvider(ProcessSandboxOptions options) {
    this.options = options;
    this.host = HostProbe.probe();
    this.keeper = Keeper.start(host.perl(), options.stateDirectory());
    this.maker = new SlotMaker(host, keeper);
  }

  @Override
  public String kind() {
    return "process";
  }

  @Override
  public Fidelity fidelity() {
    return host.fidelity();
  }

  Fidelity fidelity(Greeting greeting) {
    return host.fidelity();
  }

  ProcessSandboxOptions.ThreadStarter threads() {
    return options.threads();
  }

  PeerPolicy peersOf(Slot slot, Supplier<List<Integer>> processes) {
    return slot.place().hostUser() > 0
        ? Peers.ofUser(keeper, slot.place().hostUser())
        : Peers.ofProcesses(keeper, processes);
  }

  @Override
  public void anticipate(int count, int ephemeralStorageMb) {
    int missing;
    synchronized (this) {
      missing = Math.min(count, MAX_PREPARED) - prepared.size() - wanted;
      wanted += Math.max(0, missing);
    }
    if (missing > 0) {
      int more = missing;
      options.threads().start("sandbox-slots", () -> prepare(more, ephemeralStorageMb));
    }
  }

  private void prepare(int count, int ephemeralStorageMb) {
    for (int made = 0; made < count; made++) {
      Slot slot = maker.make(ephemeralStorageMb);
      synchronized (this) {
        wanted--;
        if (!closed) {
          prepared.add(slot);
          continue;
        }
      }
      slot.discard();
    }
  }

  @Override
  public Sandbox create(SandboxSpec spec) {
    Slot slot = takePrepared(spec.ephemeralStorageMb());
    return keep(
        new ProcessSandbox(
            this, spec, slot == null ? maker.make(spec.ephemeralStorageMb()) : slot));
  }

  private synchronized @org.jspecify.annotations.Nullable Slot takePrepared(
      int ephemeralStorageMb) {
    for (Slot slot : prepared) {
      if (slot.place().ephemeralStorageMb() == ephemeralStorageMb) {
        prepared.remove(slot);
        return slot;
      }
    }
    return null;
  }

  private synchronized ProcessSandbox keep(ProcessSandbox sandbox) {
    sandboxes.add(sandbox);
    return sandbox;
  }

  Sandbox replace(ProcessSandbox old, SandboxSpec spec, Place place) {
    synchronized (this) {
      sandboxes.remove(old);
    }
    return keep(new ProcessSandbox(this, spec, maker.again(place)));
  }

  void removed(ProcessSandbox sandbox, Place place) {
    synchronized (this) {
      sandboxes.remove(sandbox);
    }
    maker.release(place);
  }

  @Override
  public void close() {
    List<ProcessSandbox> live;
    List<Slot> unused;
    synchronized (this) {
      closed = true;
      live = new ArrayList<>(sandboxes);
      unused = new ArrayList<>(prepared);
      prepared.clear();
    }
    live.forEach(ProcessSandbox::kill);
    unused.forEach(slot -> slot.supervisor().dismiss());
    live.forEach(ProcessSandbox::close);
    unused.forEach(Slot::discard);
    keeper.close();
  }
}
