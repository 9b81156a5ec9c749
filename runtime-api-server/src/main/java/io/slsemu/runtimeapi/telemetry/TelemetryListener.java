package io.slsemu.runtimeapi.telemetry;

import io.slsemu.runtimeapi.telemetry.TelemetryEvent.Category;
import java.util.List;

/** What the platform writes into its log of subscriptions. Must not block for long. */
public interface TelemetryListener {

  /**
   * An extension has subscribed; called before it is told, and once for each subscription. The
   * subscriber hears of whatever is emitted from here on.
   *
   * @param categories in the order they were asked for
   */
  void subscribed(SubscriptionApi api, String extension, List<Category> categories);

  /**
   * A subscriber lost events. It is told by the session itself: this is for the platform's log.
   *
   * @param bytes of the events as JSON
   */
  void dropped(SubscriptionApi api, String extension, String reason, long records, long bytes);
}
