package io.slsemu.emulator.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallerIdsTests {
  private static final String ID = "8476a536-e9f4-11e8-9739-2dfe598c3fcd";

  @Test
  void ofWhenIdIsAUuidThenIsTaken() {
    assertThat(CallerIds.of(ID, null).requestId()).isEqualTo(ID);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "8476a536-e9f4-11e8-9739-2dfe598c3fcd\n", "{8476a536}"})
  void ofWhenIdIsMalformedThenCountsAsNotGiven(String id) {
    assertThat(CallerIds.of(id, "no trace")).isSameAs(CallerIds.NONE);
  }
}
