package io.slsemu.emulator.sandbox.process;

import io.slsemu.emulator.report.MemorySource;
import io.slsemu.emulator.sandbox.Entrypoint;
import io.slsemu.emulator.sandbox.ExtensionNames;
import io.slsemu.emulator.sandbox.Fidelity;
import io.slsemu.emulator.sandbox.Launch;
import io.slsemu.emulator.sandbox.Sandbox;
import io.slsemu.emulator.sandbox.SandboxException;
import io.slsemu.emulator.sandbox.SandboxExit;
import io.slsemu.emulator.sandbox.SandboxProcess;
import io.slsemu.emulator.sandbox.SandboxSpec;
import io.slsemu.emulator.sandbox.SandboxState;
import io.slsemu.emulator.sandbox.SandboxUsage;
import io.slsemu.emulator.sandbox.cgroup.Limits;
import io.slsemu.emulator.sandbox.host.Peers;
import io.slsemu.runtimeapi.RuntimeApiEndpoint;
import io.slsemu.runtimeapi.RuntimeApiServer;
import io.slsemu.runtimeapi.model.PeerPolicy;
import io.slsemu.runtimeapi.session.MeetingPoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One sandbox from creation to removal. Its state is guarded by this object's monitor. */
final class ProcessSandbox implements Sandbox {
  private static final long KILL_SECONDS = 10;

  private final ProcessSandboxProvider provider;
  private final String environmentId;
  private final SandboxSpec spec;
  private final Slot slot;
  private final @Nullable Peers peers;
  private final Programs programs;
  private final CompletableFuture<SandboxExit> exit = new CompletableFuture<>();
  private SandboxState state = SandboxState.CREATED;
  private @Nullable Limits limits;
  private boolean throttled;
  private SandboxUsage lastUsage = new SandboxUsage(0, MemorySource.UNAVAILABLE, 0, Duration.ZERO);
  private Fidelity fidelity;
  private long fileCache;

  ProcessSandbox(
      ProcessSandboxProvider provider, String environmentId, SandboxSpec spec, Slot slot) {
    this.provider = provider;
    this.environmentId = environmentId;
    this.spec = spec;
    this.slot = slot;
    this.fidelity = provider.fidelity();
    this.peers = provider.peersOf(slot, this::processes);
    this.programs = new Programs(this, slot, provider.threads(), environmentId);
  }

  @Override
  public synchronized Fidelity fidelity() {
    return fidelity;
  }

  @Override
  public RuntimeApiEndpoint openRuntimeApi(RuntimeApiServer server, MeetingPoint session)
      throws IOException {
    PeerPolicy admitted = peers == null ? PeerPolicy.ANYONE : peers;
    return server.open(session, InetAddress.getLoopbackAddress(), admitted);
  }

  @Override
  public Entrypoint entrypoint() {
    return provider.entrypoint(spec);
  }

  @Override
  public String taskRoot() {
    return provider.taskRootOf(spec);
  }

  @Override
  public String layersRoot() {
    return provider.layersRootOf(spec);
  }

  @Override
  public List<String> extensions() {
    return ExtensionNames.in(spec.layers());
  }

  @Override
  public Socket connect(int port) throws IOException {
    List<InetAddress> addresses = provider.addressesOf(slot.place());
    return peers == null ? new Socket(addresses.get(0), port) : peers.connect(addresses, port);
  }

  @Override
  public synchronized void awaitReady() {
    if (limits != null) {
      return;
    }
    Greeting greeting = slot.supervisor().awaitReady();
    fidelity = provider.fidelity(greeting);
    try {
      limits = slot.limits(greeting, provider.keeper());
      limits.apply(spec.memoryMb());
      if (throttled) {
        limits.throttle(spec.memoryMb());
      }
    } catch (UncheckedIOException e) {
      throw new SandboxException(
          "The limits could not be set: " + e.getMessage(), "Try a larger --memory.", e);
    }
  }

  @Override
  public synchronized SandboxProcess startExtension(String name, Launch launch) {
    requireNoRuntime();
    prepareStart();
    return programs.extension(
        name, launch, ProcessSandboxProvider.directoryOf(spec), spec.layers());
  }

  @Override
  public synchronized SandboxProcess start(Launch launch) {
    requireNoRuntime();
    prepareStart();
    return programs.runtime(launch, ProcessSandboxProvider.directoryOf(spec), spec.layers());
  }

  private void requireNoRuntime() {
    if (programs.hasRuntime()) {
      throw new IllegalStateException("sandbox " + environmentId + " has a runtime");
    }
  }

  private void prepareStart() {
    if (!state.takesPrograms()) {
      throw new IllegalStateException("sandbox " + environmentId + " is " + state);
    }
    awaitReady();
    if (state == SandboxState.CREATED) {
      slot.supervisor().onExit().thenRun(() -> programs.end().whenComplete((all, none) -> end()));
    }
    state = SandboxState.RUNNING;
  }

  private void end() {
    ExitStatus status = ExitStatus.read(slot.status());
    synchronized (this) {
      fileCache = status.fileCache();
      state = state.ended();
    }
    programs.ended(status.exit());
    exit.complete(status.exit());
  }

  void signal(int number, int signal) {
    slot.supervisor().signal(number, signal);
  }

  @Override
  public void drainOutput() {
    programs.drain();
  }

  @Override
  public CompletableFuture<SandboxExit> exit() {
    return exit;
  }

  @Override
  public synchronized void freeze() {
    if (state == SandboxState.RUNNING && limits != null) {
      limits.freeze();
      state = SandboxState.FROZEN;
    }
  }

  @Override
  public synchronized void thaw() {
    if (state == SandboxState.FROZEN && limits != null) {
      limits.thaw();
      state = SandboxState.RUNNING;
    }
  }

  @Override
  public synchronized void throttleCpu() {
    if (!throttled && limits != null && state != SandboxState.CLOSED) {
      limits.throttle(spec.memoryMb());
    }
    throttled = true;
  }

  @Override
  public synchronized SandboxUsage usage() {
    if (limits != null && state != SandboxState.CLOSED) {
      lastUsage = limits.usage(fileCache);
    }
    return lastUsage;
  }

  @Override
  public synchronized long memoryBytes() {
    return limits == null || state == SandboxState.CLOSED ? -1 : limits.memoryBytes();
  }

  private synchronized List<Integer> processes() {
    return limits == null || state == SandboxState.CLOSED ? List.of() : limits.processes();
  }

  @Override
  public void kill() {
    slot.supervisor().kill();
  }

  @Override
  public Sandbox reset() {
    endNow();
    return provider.replace(this, environmentId, spec, slot.place());
  }

  @Override
  public void close() {
    if (endNow()) {
      provider.removed(this, slot.place());
    }
  }

  /** Ends the processes and gives back all but the place; false if that was done before. */
  private boolean endNow() {
    synchronized (this) {
      if (state == SandboxState.CLOSED) {
        return false;
      }
      usage();
      state = SandboxState.CLOSED;
    }
    slot.supervisor().kill();
    slot.supervisor().dismiss();
    slot.supervisor().awaitExit(KILL_SECONDS);
    removeLimits();
    exit.complete(ExitStatus.read(slot.status()).exit()); // no effect on one that was started
    return true;
  }

  private synchronized void removeLimits() {
    if (limits != null) {
      limits.remove();
    } else if (slot.cgroup() != null) {
      slot.cgroup().remove();
    }
  }
}
