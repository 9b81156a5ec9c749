package io.slsemu.emulator.async;

import org.jspecify.annotations.Nullable;

/**
 * A row of the queue. One of its parts is there.
 *
 * @param dueMillis when it is to be done, of the epoch
 * @param event to be invoked
 * @param delivery to be sent
 * @param dropped never to be done
 */
record QueuedItem(
    long dueMillis,
    @Nullable QueuedEvent event,
    @Nullable Delivery delivery,
    @Nullable DroppedRecord dropped) {

  static QueuedItem of(QueuedEvent event, long dueMillis) {
    return new QueuedItem(dueMillis, event, null, null);
  }

  static QueuedItem of(Delivery delivery, long dueMillis) {
    return new QueuedItem(dueMillis, null, delivery, null);
  }

  static QueuedItem of(DroppedRecord dropped) {
    return new QueuedItem(0, null, null, dropped);
  }
}
