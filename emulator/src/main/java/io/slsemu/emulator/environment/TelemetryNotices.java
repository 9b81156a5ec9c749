package io.slsemu.emulator.environment;

import io.slsemu.emulator.report.ExtensionEvent;
import io.slsemu.emulator.report.ExtensionEvent.Subscription.Api;
import io.slsemu.runtimeapi.telemetry.SubscriptionApi;
import io.slsemu.runtimeapi.telemetry.TelemetryEvent.Category;
import io.slsemu.runtimeapi.telemetry.TelemetryListener;
import java.util.List;

/** Writes into an environment's log who subscribed to what, and who lost some of it. */
final class TelemetryNotices implements TelemetryListener {
  private final EnvironmentLog log;

  TelemetryNotices(EnvironmentLog log) {
    this.log = log;
  }

  @Override
  public void subscribed(SubscriptionApi api, String extension, List<Category> categories) {
    log.emit(
        new ExtensionEvent.Subscription(
            api == SubscriptionApi.TELEMETRY ? Api.TELEMETRY : Api.LOGS,
            extension,
            categories.stream().map(Category::wireName).toList()));
  }

  /** Its subscriber has that in its own stream. */
  @Override
  public void dropped(
      SubscriptionApi api, String extension, String reason, long records, long bytes) {
    log.emitToLogOnly(new ExtensionEvent.LogsDropped(reason, records, bytes));
  }
}
