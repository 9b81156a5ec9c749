package io.slsemu.emulator.function;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Which functions are still being made, and cannot be invoked. */
public final class Readiness {
  private final Clock clock;
  private final Map<FunctionArn, Long> pending = new ConcurrentHashMap<>();

  public Readiness(Clock clock) {
    this.clock = clock;
  }

  /**
   * @param active when the function can be invoked, in milliseconds since the epoch
   */
  public void await(FunctionArn function, long active) {
    if (clock.millis() < active) {
      pending.put(function, active);
    } else {
      forget(function);
    }
  }

  /** It is gone, or was deployed anew and can be invoked. */
  public void forget(FunctionArn function) {
    pending.remove(function);
  }

  public boolean isPending(FunctionArn function) {
    if (pending.isEmpty()) { // as nearly always
      return false;
    }
    Long active = pending.get(function);
    if (active != null && clock.millis() >= active) {
      pending.remove(function, active);
      return false;
    }
    return active != null;
  }
}
