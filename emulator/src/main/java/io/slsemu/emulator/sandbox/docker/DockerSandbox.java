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
  public synchronized void awaitReady() {
    if (slot != null || state != State.CREATED) {
      return;
    }
    ContainerSlot ready = DockerSandboxProvider.join(coming);
    slot = ready;
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
  public synchronized void start(Launch launch) {
    if (state != State.CREATED) {
      throw new IllegalStateException("sandbox " + environmentId + " is " + state);
    }
    awaitReady();
    ContainerSlot ready = requireSlot();
    state = State.RUNNING;
    ready.channel().start(launch);
    ready.channel().drain(); // by its answer the program is a process of its own
    ready.ifThere(() -> ready.limits().release(ready.process()));
    ready.channel().exit().thenAccept(this::ended);
  }

  private void ended(SandboxExit how) {
    synchronized (this) {
      if (state != State.CLOSED) {
        state = State.ENDED;
      }
    }
    exit.complete(how);
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
    if (state == State.RUNNING && slot != null) {
      slot.ifThere(slot.limits()::freeze);
      state = State.FROZEN;
    }
  }

  @Override
  public synchronized void thaw() {
    if (state == State.FROZEN && slot != null) {
      slot.ifThere(slot.limits()::thaw);
      state = State.RUNNING;
    }
  }

  @Override
  public synchronized void throttleCpu() {
    ContainerSlot current = currentSlot();
    if (!throttled && current != null) {
      current.ifThere(() -> current.limits().throttle(spec.memoryMb()));
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

  private void thawToEnd() {
    try {
      thaw();
    } catch (UncheckedIOException | SandboxException gone) {
      // What cannot be thawed ends with its container at the latest.
      return;
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

  /** No effect on one that has ended. */
  private void finish() {
    exit.complete(new SandboxExit.Lost("it was closed"));
  }

  /** What has to be removed; null if that was done before, or there is nothing. */
  private synchronized @Nullable ContainerSlot stop() {
    if (state == State.CLOSED) {
      return null;
    }
    usage();
    thawToEnd();
    state = State.CLOSED;
    return slot != null ? slot : coming.handle((made, failure) -> made).join();
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
