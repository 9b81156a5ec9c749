package io.slsemu.emulator.environment;

import io.slsemu.emulator.function.Function;
import io.slsemu.emulator.sandbox.Sandbox;
import java.time.Duration;

/**
 * One environment as those see it who look at it from outside, and what they can do to it. Safe for
 * any thread; the environment's own never waits for it, but for the freezer.
 */
public final class Inspection {
  private final ExecutionEnvironment environment;
  private final Function function;
  private final Rest rest;
  private final CurrentRuntime current;

  Inspection(
      ExecutionEnvironment environment, Function function, Rest rest, CurrentRuntime current) {
    this.environment = environment;
    this.function = function;
    this.rest = rest;
    this.current = current;
  }

  /**
   * @param age since it was made, by whoever keeps it
   */
  public EnvironmentSnapshot snapshot(Duration age) {
    Sandbox sandbox = current.sandbox();
    return new EnvironmentSnapshot(
        environment.id(),
        function,
        environment.type(),
        state(),
        environment.invocations(),
        age,
        rest.lasts(),
        sandbox.memoryBytes(),
        sandbox.usage());
  }

  /** One whose runtime ended while it rested is broken, though its own thread has not seen it. */
  private EnvironmentState state() {
    EnvironmentState state = rest.state();
    boolean resting = state == EnvironmentState.READY || state == EnvironmentState.FROZEN;
    return resting && !current.lives() ? EnvironmentState.BROKEN : state;
  }

  /**
   * Freezes it while it rests.
   *
   * @throws WrongStateException if it is frozen already, or does not rest
   */
  public void freeze() {
    RuntimeGeneration generation = requireRuntime("frozen");
    EnvironmentState before = rest.freezeNow(generation);
    if (before == EnvironmentState.FROZEN) {
      throw new WrongStateException(
          environment.id() + " is frozen already", "thaw it: sls-emu instance thaw " + id());
    }
    if (before != EnvironmentState.READY) {
      throw new WrongStateException(
          id() + " is " + words(before) + ", and is frozen when that is over",
          "wait for its end: sls-emu ps");
    }
  }

  /**
   * Thaws it while it rests. It stays so until an invocation comes and ends.
   *
   * @throws WrongStateException if it is not frozen
   */
  public void thaw() {
    EnvironmentState before = rest.thawNow(requireRuntime("thawed"));
    if (before != EnvironmentState.FROZEN) {
      throw new WrongStateException(
          id() + " is " + words(before) + ", not frozen", "see its state: sls-emu ps");
    }
  }

  /**
   * Kills all its processes at once, as a crash does: an invocation in it fails, and the next one
   * runs Init again, with the {@code /tmp} there was.
   *
   * @throws WrongStateException if it has none
   */
  public void kill() {
    requireRuntime("killed");
    current.sandbox().kill();
  }

  private RuntimeGeneration requireRuntime(String wish) {
    RuntimeGeneration generation = current.generation();
    if (generation == null || generation.isLost()) {
      throw new WrongStateException(
          id() + " has no runtime that could be " + wish,
          "invoke its function, which runs Init again, or end it: sls-emu instance recycle "
              + id());
    }
    return generation;
  }

  private String id() {
    return environment.id();
  }

  private static String words(EnvironmentState state) {
    return switch (state) {
      case CREATED, INITIALIZING -> "initialising";
      case READY -> "thawed";
      case FROZEN -> "frozen";
      case INVOKING, SETTLING -> "running an invocation";
      case BROKEN -> "without a runtime";
      case TERMINATED -> "gone";
    };
  }
}
