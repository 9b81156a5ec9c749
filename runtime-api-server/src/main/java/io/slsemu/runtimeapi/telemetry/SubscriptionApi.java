package io.slsemu.runtimeapi.telemetry;

import java.util.List;
import java.util.Set;

/** The two ways to subscribe: an extension uses one of them. */
public enum SubscriptionApi {
  /** Since 2022; {@code PUT /2022-07-01/telemetry}. */
  TELEMETRY(
      List.of("2022-07-01", "2022-12-13", "2025-01-29"),
      // AWS: "Lambda Telemetry API Event schema reference", platform.logsDropped.
      "Some logs were dropped because the downstream consumer is slower than the logs production"
          + " rate",
      "Telemetry API subscription is closed",
      "Telemetry.SubscriptionClosed",
      "ValidationError"),

  /** Since 2020; {@code PUT /2020-08-15/logs}. Its error type is in AWS: "Lambda Logs API". */
  LOGS(
      List.of("2020-08-15", "2021-03-18"),
      "Consumer seems to have fallen behind as it has not acknowledged receipt of logs.",
      "Logs API subscription is closed already",
      "Logs.SubscriptionClosed",
      "Logs.ValidationError");

  /** What only the Logs API tells. */
  private static final Set<String> LOGS_ONLY =
      Set.of("platform.end", "platform.fault", "platform.logsSubscription");

  /** What the Logs API told from the beginning (AWS: "Lambda Logs API", Log messages). */
  private static final Set<String> LOGS_FIRST_SCHEMA =
      Set.of(
          "platform.start",
          "platform.end",
          "platform.report",
          "platform.fault",
          "platform.extension",
          "platform.logsSubscription",
          "platform.logsDropped");

  /** What came later; asked for with the second schema version. */
  private static final Set<String> LOGS_SECOND_SCHEMA =
      Set.of(
          "platform.runtimeDone",
          "platform.initRuntimeDone",
          "platform.initReport",
          "platform.restoreStart",
          "platform.restoreReport");

  private final List<String> schemaVersions;
  private final String droppedReason;
  private final String closedMessage;
  private final String closedType;
  private final String invalidType;

  SubscriptionApi(
      List<String> schemaVersions,
      String droppedReason,
      String closedMessage,
      String closedType,
      String invalidType) {
    this.schemaVersions = schemaVersions;
    this.droppedReason = droppedReason;
    this.closedMessage = closedMessage;
    this.closedType = closedType;
    this.invalidType = invalidType;
  }

  /** Oldest first. */
  List<String> schemaVersions() {
    return schemaVersions;
  }

  /** Why the service says it dropped events. */
  String droppedReason() {
    return droppedReason;
  }

  /** What the service says to who comes after Init. */
  public String closedMessage() {
    return closedMessage;
  }

  public String closedType() {
    return closedType;
  }

  /** The error type of a request that is wrong in itself. */
  public String invalidType() {
    return invalidType;
  }

  /** Whether events of a type are told to who subscribed in a schema version. */
  boolean tells(String type, String schemaVersion) {
    if (!type.startsWith("platform.")) {
      return true;
    }
    if (this == TELEMETRY) {
      return !LOGS_ONLY.contains(type);
    }
    boolean first = schemaVersion.equals(schemaVersions.get(0));
    return LOGS_FIRST_SCHEMA.contains(type) || (!first && LOGS_SECOND_SCHEMA.contains(type));
  }
}
