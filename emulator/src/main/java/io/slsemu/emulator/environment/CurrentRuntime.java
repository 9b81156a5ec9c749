package io.slsemu.emulator.environment;

import io.slsemu.emulator.sandbox.Sandbox;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An environment's sandbox and the life of the runtime in it; when that is lost, both are replaced.
 * One thread changes them, others may look.
 */
final class CurrentRuntime {
  private volatile Sandbox sandbox;
  private volatile @Nullable RuntimeGeneration generation;

  private final EnvironmentLog log;

  /** The sandbox whose boost is over, null before the first invocation. */
  private @Nullable Sandbox throttled;

  CurrentRuntime(Sandbox sandbox, EnvironmentLog log) {
    this.sandbox = sandbox;
    this.log = log;
  }

  Sandbox sandbox() {
    return sandbox;
  }

  /** Null before the first Init, and after a loss until the next one. */
  @Nullable RuntimeGeneration generation() {
    return generation;
  }

  RuntimeGeneration require() {
    return Objects.requireNonNull(generation, "no runtime");
  }

  /** Whether there is a runtime and it has not ended. */
  boolean lives() {
    RuntimeGeneration current = generation;
    return current != null && !current.isLost();
  }

  /** Ends the boost of the Init phase, once for each sandbox: it may take the host some time. */
  void throttleCpu() {
    if (throttled != sandbox) {
      sandbox.throttleCpu();
      throttled = sandbox;
    }
  }

  /** Whether an invocation would find nothing that the host has to do slowly, but for a thaw. */
  boolean isThrottled() {
    return throttled == sandbox;
  }

  void begin(RuntimeGeneration opened) {
    generation = opened;
  }

  /** Process state does not survive, {@code /tmp} does. */
  void reset() {
    log.listen(null);
    generation = null;
    sandbox = sandbox.reset();
  }
}
