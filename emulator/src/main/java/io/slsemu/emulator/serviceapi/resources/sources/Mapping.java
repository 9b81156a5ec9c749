package io.slsemu.emulator.serviceapi.resources.sources;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slsemu.emulator.catalog.Moments;
import java.time.Instant;

/**
 * An event source mapping as it is kept.
 *
 * @param arn its own
 * @param settings as callers see them, without what follows from the rest
 * @param enabled whether it is on, once it has settled
 * @param transition its state until it has settled: Creating, Updating, Deleting …
 * @param settled when it has, in milliseconds since the epoch
 * @param modified when it was changed, in milliseconds since the epoch
 */
record Mapping(
    String arn,
    ObjectNode settings,
    boolean enabled,
    String transition,
    long settled,
    long modified) {
  static final String DELETING = "Deleting";

  String uuid() {
    return arn.substring(arn.lastIndexOf(':') + 1);
  }

  boolean isSettled(long now) {
    return now >= settled;
  }

  boolean isGone(long now) {
    return transition.equals(DELETING) && isSettled(now);
  }

  private String state(long now) {
    if (!isSettled(now)) {
      return transition;
    }
    return enabled ? "Enabled" : "Disabled";
  }

  /** The model's {@code EventSourceMappingConfiguration}. */
  ObjectNode view(long now, String result) {
    SourceKind kind = SourceKind.of(settings);
    return settings
        .deepCopy()
        .put("UUID", uuid())
        .put("EventSourceMappingArn", arn)
        .put("LastModified", Moments.sinceEpoch(Instant.ofEpochMilli(modified)))
        .put("LastProcessingResult", result)
        .put("State", transition.equals(DELETING) ? DELETING : state(now))
        .put("StateTransitionReason", kind == null ? "User action" : kind.transitionReason());
  }
}
