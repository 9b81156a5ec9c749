package io.slsemu.emulator.placement;

import io.slsemu.emulator.concurrency.Permit;
import io.slsemu.emulator.environment.ManagedSeat;
import io.slsemu.emulator.environment.Seat;

/** One invocation's room in an environment that others share. */
final class SharedLease implements Lease {
  private final SharedPool pool;
  private final SharedMember member;
  private final ManagedSeat seat;
  private final boolean cold;
  private final Permit permit;

  SharedLease(SharedPool pool, SharedMember member, ManagedSeat seat, boolean cold, Permit permit) {
    this.pool = pool;
    this.member = member;
    this.seat = seat;
    this.cold = cold;
    this.permit = permit;
  }

  @Override
  public Seat environment() {
    return seat;
  }

  @Override
  public boolean isCold() {
    return cold;
  }

  @Override
  public void answered() {
    permit.answered();
  }

  /** Nothing hangs on it: what one invocation does not finish does not concern the others. */
  @Override
  public void settled() {}

  @Override
  public void close() {
    seat.leave();
    pool.release(member);
    permit.close();
  }
}
