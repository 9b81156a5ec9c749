package io.slsemu.emulator.sandbox.docker;

import io.slsemu.emulator.report.MemorySource;
import io.slsemu.emulator.sandbox.Entrypoint;
import io.slsemu.emulator.sandbox.Fidelity;
import io.slsemu.emulator.sandbox.Launch;
import io.slsemu.emulator.sandbox.Sandbox;
import io.slsemu.emulator.sandbox.SandboxException;
import io.slsemu.emulator.sandbox.SandboxExit;
import io.slsemu.emulator.sandbox.SandboxSpec;
import io.slsemu.emulator.sandbox.SandboxUsage;
import io.slsemu.runtimeapi.RuntimeApiEndpoint;
import io.slsemu.runtimeapi.RuntimeApiServer;
import io.slsemu.runtimeapi.session.RuntimeSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One sandbox from creation to removal. Its state is guarded by this object's monitor. */
final class DockerSandbox implements Sandbox {
  private enum State {
    CREATED,
    RUNNING,
    FROZEN,
    ENDED,
    CLOSED
  }

  private final DockerSandboxProvider provider;
  private final String environmentId;
  private final SandboxSpec spec;
  private final CompletableFuture<ContainerSlot> coming;
  private final @Nullable ContainerSlot before;
  private final CompletableFuture<SandboxExit> exit = new CompletableFuture<>();
  private State state = State.CREATED;
  private @Nullable ContainerSlot slot;
  private boolean throttled;
  private SandboxUsage lastUsage = new SandboxUsage(0, MemorySource.UNAVAILABLE, 0, Duration.ZERO);

  /**
   * @param coming its container, perhaps still in the making
   * @param before the container whose {@code /tmp} it takes over, or null
   */
  DockerSandbox(
      DockerSandboxProvider provider,
      String environmentId,
      SandboxSpec spec,
      CompletableFuture<ContainerSlot> coming,
      @Nullable ContainerSlot before) {
    this.provider = provider;
    this.environmentId = environmentId;
    this.spec = spec;
    this.coming = coming;
    this.before = before;
  }

  @Override
  public synchronized Fidelity fidelity() {
    return slot == null ? provider.fidelity() : provider.fidelity(slot);
  }

  @Override
  public Entrypoint entrypoint() {
    return provider.entrypoint(spec);
  }

  @Override
  public String taskRoot() {
    return "/var/task";
  }

  @Override
  public RuntimeApiEndpoint openRuntimeApi(RuntimeApiServer server, RuntimeSession session)
      throws IOException {
    awaitReady();
    return provider.site().runtimeApi(server, session, requireSlot());
  }

  @Override
  public void awaitReady() {
    if (currentSlot() != null) {
      return;
    }
    // Outside of the lock: whoever closes does not wait for an engine's answer.
    ContainerSlot ready = DockerSandboxProvider.join(coming);
    synchronized (this) {
      if (state == State.CLOSED) {
        throw new SandboxException(
            "the sandbox was closed while its container was made", "try again", null);
      }
      if (slot == null) {
        slot = ready;
        prepare(ready);
        ready.channel().exit().thenAccept(how -> ended(ready, how));
      }
    }
  }

  private void prepare(ContainerSlot ready) {
    try {
      ready.limits().thaw(); // it may have waited frozen
      provider.site().delivery().show(ready, spec, before);
      ready.limits().apply(spec.memoryMb());
      ready.limits().resetPeak();
      if (throttled) {
        ready.limits().throttle(spec.memoryMb());
      }
    } catch (UncheckedIOException gone) {
      throw provider.site().lost(ready, gone);
    }
  }

  @Override
  public void start(Launch launch) {
    awaitReady();
    synchronized (this) {
      ContainerSlot ready = requireSlot();
      if (state == State.ENDED) {
        throw provider.site().lost(ready, null);
      }
      if (state != State.CREATED) {
        throw new IllegalStateException("sandbox " + environmentId + " is " + state);
      }
      state = State.RUNNING;
      ready.channel().start(launch);
      // By its answer the program is a process of its own.
      if (!ready.channel().drain()) {
        throw provider.site().lost(ready, null);
      }
      unlessGone(() -> ready.limits().release(ready.process()));
    }
  }

  /** What goes wrong with the files of a container that is gone: its exit tells the rest. */
  private static boolean unlessGone(Runnable change) {
    try {
      change.run();
      return true;
    } catch (UncheckedIOException gone) {
      return false;
    }
  }

  private void ended(ContainerSlot ready, SandboxExit how) {
    synchronized (this) {
      if (state != State.CLOSED) {
        state = State.ENDED;
      }
    }
    boolean lost = how instanceof SandboxExit.Lost;
    exit.complete(lost ? new SandboxExit.Lost(provider.site().loss(ready)) : how);
  }

  @Override
  public CompletableFuture<SandboxExit> exit() {
    return exit;
  }

  @Override
  public void drainOutput() {
    ContainerSlot current = currentSlot();
    if (current != null) {
      current.channel().drain();
    }
  }

  @Override
  public synchronized void freeze() {
    ContainerSlot current = slot;
    if (state != State.RUNNING || current == null) {
      return;
    }
    try {
      if (unlessGone(current.limits()::freeze)) {
        state = State.FROZEN;
      }
    } catch (SandboxException engineFailed) {
      // It runs on, which harms no answer; if it is lost, its exit tells.
      return;
    }
  }

  @Override
  public synchronized void thaw() {
    ContainerSlot current = slot;
    if (state != State.FROZEN || current == null) {
      return;
    }
    state = State.RUNNING;
    try {
      unlessGone(current.limits()::thaw);
    } catch (SandboxException refused) {
      if (provider.site().isThere(current)) {
        state = State.FROZEN;
        throw refused;
      }
    }
  }

  @Override
  public synchronized void throttleCpu() {
    if (!throttled && slot != null && state != State.CLOSED) {
      ContainerSlot current = slot;
      unlessGone(() -> current.limits().throttle(spec.memoryMb()));
    }
    throttled = true;
  }

  @Override
  public synchronized SandboxUsage usage() {
    if (slot != null && state != State.CLOSED) {
      try {
        lastUsage = slot.limits().usage(0);
      } catch (UncheckedIOException | SandboxException gone) {
        // The container went, and its meters with it: what was read last counts.
        return lastUsage;
      }
    }
    return lastUsage;
  }

  /** What is frozen can neither hear nor die. */
  @Override
  public void kill() {
    thawToEnd();
    ContainerSlot current = currentSlot();
    if (current != null) {
      current.channel().kill();
    }
  }

  @Override
  public Sandbox reset() {
    ContainerSlot stopped = stop();
    Sandbox next = provider.replace(this, environmentId, spec, stopped);
    finish();
    return next;
  }

  @Override
  public void close() {
    ContainerSlot stopped = stop();
    if (stopped != null) {
      provider.site().remove(stopped);
    }
    provider.removed(this, stopped);
    finish();
  }

  private synchronized void thawToEnd() {
    try {
      thaw();
    } catch (SandboxException engineFailed) {
      // Then it does not end now: the keeper or the next start sweeps it.
      return;
    }
  }

  /** No effect on one that has ended. */
  private void finish() {
    exit.complete(new SandboxExit.Lost("it was closed"));
  }

  /** What has to be removed; null if that was done before, or there is nothing yet. */
  private @Nullable ContainerSlot stop() {
    ContainerSlot stopped;
    synchronized (this) {
      if (state == State.CLOSED) {
        return null;
      }
      usage();
      thawToEnd();
      state = State.CLOSED;
      stopped = slot;
    }
    if (stopped == null) {
      provider.discard(coming);
    }
    return stopped;
  }

  private synchronized @Nullable ContainerSlot currentSlot() {
    return state == State.CLOSED ? null : slot;
  }

  private synchronized ContainerSlot requireSlot() {
    ContainerSlot current = slot;
    if (current == null) {
      throw new IllegalStateException("sandbox " + environmentId + " is not ready");
    }
    return current;
  }
}
