package io.slsemu.emulator.sandbox.process;

import io.slsemu.emulator.report.MemorySource;
import io.slsemu.emulator.sandbox.Entrypoint;
import io.slsemu.emulator.sandbox.Fidelity;
import io.slsemu.emulator.sandbox.Launch;
import io.slsemu.emulator.sandbox.Sandbox;
import io.slsemu.emulator.sandbox.SandboxException;
import io.slsemu.emulator.sandbox.SandboxExit;
import io.slsemu.emulator.sandbox.SandboxOutput;
import io.slsemu.emulator.sandbox.SandboxSpec;
import io.slsemu.emulator.sandbox.SandboxUsage;
import io.slsemu.emulator.sandbox.cgroup.Limits;
import io.slsemu.runtimeapi.RuntimeApiEndpoint;
import io.slsemu.runtimeapi.RuntimeApiServer;
import io.slsemu.runtimeapi.model.PeerPolicy;
import io.slsemu.runtimeapi.session.RuntimeSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One sandbox from creation to removal. Its state is guarded by this object's monitor. */
final class ProcessSandbox implements Sandbox {
  private static final long KILL_SECONDS = 10;

  private enum State {
    CREATED,
    RUNNING,
    FROZEN,
    ENDED,
    CLOSED
  }

  private final ProcessSandboxProvider provider;
  private final String environmentId;
  private final SandboxSpec spec;
  private final Slot slot;
  private final PeerPolicy peers;
  private final CompletableFuture<SandboxExit> exit = new CompletableFuture<>();
  private State state = State.CREATED;
  private @Nullable Limits limits;
  private boolean throttled;
  private volatile List<OutputPump> pumps = List.of();
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
  }

  @Override
  public synchronized Fidelity fidelity() {
    return fidelity;
  }

  @Override
  public RuntimeApiEndpoint openRuntimeApi(RuntimeApiServer server, RuntimeSession session)
      throws IOException {
    return server.open(session, InetAddress.getLoopbackAddress(), peers);
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
  public synchronized void start(Launch launch) {
    if (state != State.CREATED) {
      throw new IllegalStateException("sandbox " + environmentId + " is " + state);
    }
    awaitReady();
    state = State.RUNNING;
    OutputPump out = pump(slot.supervisor().output(), SandboxOutput.Stream.STDOUT, launch);
    OutputPump err = pump(slot.supervisor().errors(), SandboxOutput.Stream.STDERR, launch);
    pumps = List.of(out, err);
    slot.supervisor().launch(ProcessSandboxProvider.directoryOf(spec), spec.layers(), launch);
    CompletableFuture.allOf(slot.supervisor().onExit(), out.done(), err.done())
        .whenComplete((ended, failure) -> end());
  }

  private OutputPump pump(java.io.InputStream in, SandboxOutput.Stream stream, Launch launch) {
    OutputPump pump = new OutputPump(in, stream, launch.output());
    String name = stream == SandboxOutput.Stream.STDOUT ? "sandbox-out-" : "sandbox-err-";
    provider.threads().start(name + environmentId, pump);
    return pump;
  }

  private void end() {
    ExitStatus status = ExitStatus.read(slot.status());
    synchronized (this) {
      fileCache = status.fileCache();
      if (state != State.CLOSED) {
        state = State.ENDED;
      }
    }
    exit.complete(status.exit());
  }

  @Override
  public void drainOutput() {
    pumps.forEach(OutputPump::drain);
  }

  @Override
  public CompletableFuture<SandboxExit> exit() {
    return exit;
  }

  @Override
  public synchronized void freeze() {
    if (state == State.RUNNING && limits != null) {
      limits.freeze();
      state = State.FROZEN;
    }
  }

  @Override
  public synchronized void thaw() {
    if (state == State.FROZEN && limits != null) {
      limits.thaw();
      state = State.RUNNING;
    }
  }

  @Override
  public synchronized void throttleCpu() {
    if (!throttled && limits != null && state != State.CLOSED) {
      limits.throttle(spec.memoryMb());
    }
    throttled = true;
  }

  @Override
  public synchronized SandboxUsage usage() {
    if (limits != null && state != State.CLOSED) {
      lastUsage = limits.usage(fileCache);
    }
    return lastUsage;
  }

  private synchronized List<Integer> processes() {
    return limits == null || state == State.CLOSED ? List.of() : limits.processes();
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
      if (state == State.CLOSED) {
        return false;
      }
      usage();
      state = State.CLOSED;
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
