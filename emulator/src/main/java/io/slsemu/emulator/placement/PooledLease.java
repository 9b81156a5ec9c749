package io.slsemu.emulator.placement;

import io.slsemu.emulator.concurrency.Permit;
import io.slsemu.emulator.environment.ExecutionEnvironment;

/** An environment in the hands of one invocation, which has it to itself. */
final class PooledLease implements Lease {
  private final Placement placement;
  private final EnvironmentPool pool;
  private final ExecutionEnvironment environment;
  private final boolean cold;
  private final Permit permit;
  private boolean answered;
  private boolean settled;

  PooledLease(
      Placement placement,
      EnvironmentPool pool,
      ExecutionEnvironment environment,
      boolean cold,
      Permit permit) {
    this.placement = placement;
    this.pool = pool;
    this.environment = environment;
    this.cold = cold;
    this.permit = permit;
  }

  @Override
  public ExecutionEnvironment environment() {
    return environment;
  }

  @Override
  public boolean isCold() {
    return cold;
  }

  @Override
  public void answered() {
    answered = true;
    pool.answered();
    permit.answered();
  }

  @Override
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
      placement.release(pool, environment, answered, permit);
    } else {
      permit.close();
      placement.discard(pool, environment, answered);
    }
  }
}
