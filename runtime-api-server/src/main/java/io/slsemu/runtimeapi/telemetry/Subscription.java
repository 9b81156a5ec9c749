package io.slsemu.runtimeapi.telemetry;

import io.slsemu.runtimeapi.telemetry.TelemetryEvent.Category;
import java.util.List;

/**
 * What an extension asked for, and may have.
 *
 * @param categories in the order they were named, each once
 */
record Subscription(
    SubscriptionApi api,
    String schemaVersion,
    List<Category> categories,
    Buffering buffering,
    Destination destination) {

  boolean wants(String type, Category category) {
    return categories.contains(category) && api.tells(type, schemaVersion);
  }
}
