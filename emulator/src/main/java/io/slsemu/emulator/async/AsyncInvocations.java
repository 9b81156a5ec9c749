package io.slsemu.emulator.async;

import io.slsemu.emulator.async.aws.AwsEndpoint;
import io.slsemu.emulator.async.aws.Courier;
import io.slsemu.emulator.async.aws.HttpCourier;
import io.slsemu.emulator.invoke.Identifiers;
import io.slsemu.emulator.report.TraceHeader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The queue of events that nobody waits for. What it has accepted it delivers at least once, even
 * if the emulator is killed in between: what is not finished is in the store, and done when the
 * store is opened next. Then also begins anew what was under way.
 */
public final class AsyncInvocations {
  private final AsyncSettings settings;
  private final QueueClock clock;
  private final QueueTable table;
  private final Lanes lanes;
  private final Rows rows;
  private final Dispatcher dispatcher;

  /** Begins with what is in the store; nothing is invoked before {@link #wake}. */
  public AsyncInvocations(AsyncSettings settings) {
    this(settings, courier(settings));
  }

  AsyncInvocations(AsyncSettings settings, @Nullable Courier courier) {
    this.settings = settings;
    this.clock = new QueueClock(settings.nanos(), settings.wall());
    this.table = new QueueTable(settings.store(), settings.alarm(), settings.workers());
    this.lanes = new Lanes(settings.allowances());
    this.rows = new Rows(table, lanes, clock);
    EventRun events = new EventRun(settings, rows, clock);
    DeliveryRun deliveries = new DeliveryRun(courier, rows, settings.notices());
    this.dispatcher =
        new Dispatcher(
            lanes, clock, settings, (ticket, begun) -> run(ticket, begun, events, deliveries));
    table.load(rows::admit);
  }

  /**
   * Takes an event on: returns when it is on the disk, which takes some milliseconds, and is shared
   * by all who come meanwhile. Not for a thread that must not wait.
   *
   * @return the request id of all its invocations and records
   * @throws IllegalStateException if the queue is closed
   * @throws RuntimeException of the store's kind if the event cannot be kept; then it is not taken
   *     on
   */
  public String accept(AsyncEvent event) {
    String givenId = event.ids().requestId();
    String requestId = givenId == null ? Identifiers.requestId() : givenId;
    long now = settings.wall().millis();
    TraceHeader givenTrace = event.ids().trace();
    TraceHeader trace = givenTrace == null ? TraceHeader.fresh(now) : givenTrace.complete();
    QueuedItem item = QueuedItem.of(QueuedEvent.of(event, requestId, trace.toString(), now), now);
    List<String> keys = new ArrayList<>(2);
    for (int copies = settings.duplication().copies(); copies > 0; copies--) {
      keys.add(table.add(item));
    }
    table.commit();
    keys.forEach(key -> rows.admit(key, item));
    dispatcher.dispatch();
    return requestId;
  }

  /** Starts what is due. To be called once all is ready, and when the clock was moved on. */
  public void wake() {
    dispatcher.dispatch();
  }

  /** How many events and records wait or are under way. */
  public int pending() {
    return lanes.size();
  }

  /** How many of them are under way. */
  public int underWay() {
    return lanes.underWay();
  }

  /** What could not be brought where it should have gone, the newest thousand of it. */
  public List<DroppedRecord> dropped() {
    return table.dropped();
  }

  /**
   * Starts nothing any more, and lets what is under way come to its end. What does not in time is
   * begun anew next time, as is all that waits. After this the store can be closed.
   *
   * @return whether all came to its end
   */
  public boolean close(Duration budget) {
    boolean ended = lanes.close(budget);
    table.close();
    return ended;
  }

  private boolean run(Ticket ticket, Runnable begun, EventRun events, DeliveryRun deliveries) {
    QueuedItem item = table.get(ticket.key());
    if (item != null && item.event() != null) {
      return events.run(ticket, item.event(), begun);
    }
    if (item != null && item.delivery() != null) {
      deliveries.run(ticket, item.delivery());
    }
    return false;
  }

  private static @Nullable Courier courier(AsyncSettings settings) {
    AwsEndpoint endpoint = settings.endpoint();
    return endpoint == null ? null : new HttpCourier(endpoint, settings.wall(), settings.workers());
  }
}
