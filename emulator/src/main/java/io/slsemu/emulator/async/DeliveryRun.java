package io.slsemu.emulator.async;

import io.slsemu.emulator.async.aws.Courier;
import io.slsemu.emulator.async.aws.DeliveryException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Brings records to other services. */
final class DeliveryRun {
  /** For how long a service may be away that just starts again: one, two, four, eight seconds. */
  private static final int MAX_FAILURES = 5;

  private static final Duration FIRST_BACK_OFF = Duration.ofSeconds(1);

  private final @Nullable Courier courier;
  private final Rows rows;
  private final Consumer<String> notices;
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  /**
   * @param courier null if no endpoint is configured
   */
  DeliveryRun(@Nullable Courier courier, Rows rows, Consumer<String> notices) {
    this.courier = courier;
    this.rows = rows;
    this.notices = notices;
  }

  void run(Ticket ticket, Delivery delivery) {
    if (courier == null) {
      String remedy = "no endpoint is configured; name one with --aws-endpoint URL";
      if (told.add(delivery.destination())) {
        notices.accept("records for " + delivery.destination() + " are dropped: " + remedy);
      }
      drop(ticket, delivery, remedy);
      return;
    }
    try {
      courier.bring(delivery.destination(), delivery.parcel());
      rows.finish(ticket);
    } catch (DeliveryException e) {
      failed(ticket, delivery.failedOnce(), e);
    }
  }

  private void failed(Ticket ticket, Delivery delivery, DeliveryException failure) {
    if (failure.mayPass() && delivery.failures() < MAX_FAILURES) {
      Duration delay = FIRST_BACK_OFF.multipliedBy(1L << (delivery.failures() - 1));
      rows.again(ticket, due -> QueuedItem.of(delivery, due), delay);
      return;
    }
    notices.accept(
        "the record of "
            + (delivery.requestId() + " for " + delivery.destination())
            + (" is dropped: " + failure.getMessage()));
    drop(ticket, delivery, String.valueOf(failure.getMessage()));
  }

  private void drop(Ticket ticket, Delivery delivery, String reason) {
    rows.drop(
        ticket,
        new DroppedRecord(
            delivery.requestId(), delivery.destination(), reason, delivery.parcel().body()));
  }
}
