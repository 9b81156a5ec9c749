package io.slsemu.runtimeapi.session;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A poll whose client is alive or not, as the test says. */
final class FakePoll implements ParkedPoll {

  private final MeetingPoint session;
  private final List<PendingInvocation> delivered = new CopyOnWriteArrayList<>();
  private volatile boolean alive = true;
  private volatile boolean abandoned;

  FakePoll(MeetingPoint session) {
    this.session = session;
  }

  FakePoll park() {
    session.next(this);
    return this;
  }

  /** Its client goes; the session is not told. */
  void die() {
    alive = false;
  }

  /** Its client goes, and the watch sees it. */
  void vanish() {
    alive = false;
    session.vanished(this);
  }

  @Override
  public void deliver(PendingInvocation pending) {
    if (alive) {
      session.delivering(pending);
      delivered.add(pending);
    } else {
      session.undelivered(pending);
    }
  }

  @Override
  public void abandon() {
    abandoned = true;
  }

  List<PendingInvocation> delivered() {
    return delivered;
  }

  boolean isAbandoned() {
    return abandoned;
  }
}
