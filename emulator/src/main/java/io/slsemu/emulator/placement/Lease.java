package io.slsemu.emulator.placement;

import io.slsemu.emulator.environment.ExecutionEnvironment;

/** An environment in the hands of one invocation. Closing it gives the environment back. */
public final class Lease implements AutoCloseable {
  private final Placement placement;
  private final EnvironmentPool pool;
  private final ExecutionEnvironment environment;
  private final boolean cold;
  private boolean answered;
  private boolean settled;

  Lease(Placement placement, EnvironmentPool pool, ExecutionEnvironment environment, boolean cold) {
    this.placement = placement;
    this.pool = pool;
    this.environment = environment;
    this.cold = cold;
  }

  public ExecutionEnvironment environment() {
    return environment;
  }

  /** Whether the environment was made for this lease. */
  public boolean isCold() {
    return cold;
  }

  /** The caller has its answer: the environment will be free in an instant. */
  public void answered() {
    answered = true;
    pool.answered();
  }

  /** The invocation is over and the environment can serve another. */
  public void settled() {
    settled = true;
  }

  /**
   * Gives the environment back and sees that it is frozen. It is removed instead if it is not to be
   * kept, or if the invocation did not come to its end because the host failed.
   */
  @Override
  public void close() {
    if (settled) {
      placement.release(pool, environment, answered);
    } else {
      placement.discard(pool, environment, answered);
    }
  }
}
