package io.slsemu.emulator.sandbox.docker;

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
import io.slsemu.runtimeapi.RuntimeApiEndpoint;
import io.slsemu.runtimeapi.RuntimeApiServer;
import io.slsemu.runtimeapi.session.MeetingPoint;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One sandbox from creation to removal. Its state is guarded by this object's monitor. */
final class DockerSandbox implements Sandbox {
  private final DockerSandboxProvider provider;
  private final String environmentId;
  private final SandboxSpec spec;
  private final CompletableFuture<ContainerSlot> coming;
  private final @Nullable ContainerSlot before;
  private final CompletableFuture<SandboxExit> exit = new CompletableFuture<>();
  private SandboxState state = SandboxState.CREATED;
  private @Nullable LiveContainer container;
  private boolean hasRuntime;
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
    return container == null ? provider.fidelity() : provider.fidelity(container.slot());
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
  public RuntimeApiEndpoint openRuntimeApi(RuntimeApiServer server, MeetingPoint session)
      throws IOException {
    awaitReady();
    return provider.site().runtimeApi(server, session, requireContainer().slot());
  }

  @Override
  public void awaitReady() {
    if (currentSlot() != null) {
      return;
    }
    // Outside of the lock: whoever closes does not wait for an engine's answer.
    ContainerSlot ready = DockerSandboxProvider.join(coming);
    synchronized (this) {
      if (state == SandboxState.CLOSED) {
        throw new SandboxException(
            "the sandbox was closed while its container was made", "try again", null);
      }
      if (container == null) {
        container = LiveContainer.furnish(provider.site(), ready, spec, before);
        if (throttled) {
          container.throttle();
        }
        ready.channel().exit().thenAccept(how -> ended(ready, how));
      }
    }
  }

  @Override
  public String layersRoot() {
    return "/opt";
  }

  @Override
  public List<String> extensions() {
    return requireContainer().extensions(spec);
  }

  @Override
  public Socket connect(int port) throws IOException {
    return provider.site().connect(requireContainer().slot(), port);
  }

  @Override
  public SandboxProcess startExtension(String name, Launch launch) {
    awaitReady();
    synchronized (this) {
      int started = requireStartable().channel().count();
      ExtensionNames.requireRoom(name, started);
      return start(new InitProgram(name, started + 1, this, launch.output()), launch);
    }
  }

  @Override
  public SandboxProcess start(Launch launch) {
    awaitReady();
    InitProgram runtime = new InitProgram(SandboxProcess.RUNTIME, 0, this, launch.output());
    ContainerSlot ready;
    synchronized (this) {
      ready = requireStartable();
      hasRuntime = true;
      start(runtime, launch);
    }
    // Answered, the program is a process of its own. Outside of the lock: who answers may want it.
    if (!ready.channel().drain()) {
      throw provider.site().lost(ready.id(), null);
    }
    synchronized (this) {
      if (state != SandboxState.CLOSED) {
        requireContainer().release();
      }
    }
    return runtime;
  }

  private InitProgram start(InitProgram program, Launch launch) {
    state = SandboxState.RUNNING;
    requireContainer().slot().channel().start(program, launch);
    return program;
  }

  private ContainerSlot requireStartable() {
    ContainerSlot ready = requireContainer().slot();
    if (state == SandboxState.ENDED) {
      throw provider.site().lost(ready.id(), null);
    }
    if (hasRuntime || !state.takesPrograms()) {
      throw new IllegalStateException(
          "sandbox " + environmentId + " is " + (hasRuntime ? "complete" : state));
    }
    return ready;
  }

  void signal(int number, int signal) {
    ContainerSlot current = currentSlot();
    if (current != null) {
      current.channel().signal(number, signal);
    }
  }

  private void ended(ContainerSlot ready, SandboxExit how) {
    synchronized (this) {
      state = state.ended();
    }
    boolean lost = how instanceof SandboxExit.Lost;
    exit.complete(lost ? new SandboxExit.Lost(provider.site().loss(ready.id())) : how);
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
    if (state == SandboxState.RUNNING && container != null && container.freeze()) {
      state = SandboxState.FROZEN;
    }
  }

  @Override
  public synchronized void thaw() {
    if (state == SandboxState.FROZEN && container != null) {
      container.thaw();
      state = SandboxState.RUNNING;
    }
  }

  @Override
  public boolean thawsAtOnce() { // without the lock, which a freeze holds
    return DockerSandboxProvider.join(coming).limits().thawsAtOnce();
  }

  @Override
  public synchronized void throttleCpu() {
    if (!throttled && container != null && state != SandboxState.CLOSED) {
      container.throttle();
    }
    throttled = true;
  }

  @Override
  public synchronized SandboxUsage usage() {
    if (container != null && state != SandboxState.CLOSED) {
      lastUsage = container.usage(lastUsage);
    }
    return lastUsage;
  }

  @Override
  public synchronized long memoryBytes() {
    return currentSlot() == null || container == null ? -1 : container.memoryBytes();
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
    exit.complete(new SandboxExit.Lost("it was closed")); // no effect on one that has ended
    return next;
  }

  @Override
  public void close() {
    ContainerSlot stopped = stop();
    if (stopped != null) {
      provider.site().remove(stopped);
    }
    provider.removed(this, stopped);
    exit.complete(new SandboxExit.Lost("it was closed")); // as above
  }

  private synchronized void thawToEnd() {
    try {
      thaw();
    } catch (SandboxException engineFailed) {
      // Then it does not end now: the keeper or the next start sweeps it.
    }
  }

  /** What has to be removed; null if that was done before, or there is nothing yet. */
  private @Nullable ContainerSlot stop() {
    ContainerSlot stopped;
    synchronized (this) {
      if (state == SandboxState.CLOSED) {
        return null;
      }
      usage();
      thawToEnd();
      state = SandboxState.CLOSED;
      stopped = container == null ? null : container.slot();
    }
    if (stopped == null) {
      provider.abandon(coming, before);
    }
    return stopped;
  }

  private synchronized @Nullable ContainerSlot currentSlot() {
    return state == SandboxState.CLOSED || container == null ? null : container.slot();
  }

  private synchronized LiveContainer requireContainer() {
    if (container == null) {
      throw new IllegalStateException("sandbox " + environmentId + " is not ready");
    }
    return container;
  }
}
