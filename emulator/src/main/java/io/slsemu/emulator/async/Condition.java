package io.slsemu.emulator.async;

/** Why a record is sent. The wire names are recorded from the service. */
enum Condition {
  SUCCESS("Success"),
  RETRIES_EXHAUSTED("RetriesExhausted"),
  EVENT_AGE_EXCEEDED("EventAgeExceeded"),
  ZERO_RESERVED_CONCURRENCY("ZeroReservedConcurrency");

  private final String wireName;

  Condition(String wireName) {
    this.wireName = wireName;
  }

  String wireName() {
    return wireName;
  }
}
