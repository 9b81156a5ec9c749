package io.slsemu.emulator.sandbox.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.emulator.sandbox.SandboxException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class PreparedSlotsTests {
  private final List<String> events = new CopyOnWriteArrayList<>();

  /** A group that comes to be behind the keeper is left for ever. */
  @Test
  void awaitMakersWhenASlotIsInTheMakingThenReturnsAfterIt() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    PreparedSlots slots = new PreparedSlots(size -> makeNone(begun, goOn));
    int announced = slots.announce(2);
    Thread maker = new Thread(() -> slots.make(announced, 512), "maker");
    maker.start();
    begun.await();
    slots.close();
    Thread closer = new Thread(() -> awaitMakers(slots), "closer");
    closer.start();
    while (closer.getState() != Thread.State.TIMED_WAITING && closer.isAlive()) {
      Thread.onSpinWait();
    }

    goOn.countDown();

    closer.join();
    maker.join();
    assertThat(events).as("and no second one is begun").containsExactly("made", "closed");
  }

  private Slot makeNone(CountDownLatch begun, CountDownLatch goOn) {
    begun.countDown();
    try {
      goOn.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    events.add("made");
    throw new SandboxException("nothing to be made", "none", null);
  }

  private void awaitMakers(PreparedSlots slots) {
    slots.awaitMakers();
    events.add("closed");
  }
}
