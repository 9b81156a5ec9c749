package io.slsemu.runtimeapi.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubscriptionApiTests {

  @ParameterizedTest
  @DisplayName("8.8/100: which events each API and schema version tells")
  @CsvSource({
    "platform.start,true,true,true",
    "platform.report,true,true,true",
    "platform.extension,true,true,true",
    "platform.logsDropped,true,true,true",
    "platform.end,false,true,true",
    "platform.fault,false,true,true",
    "platform.logsSubscription,false,true,true",
    "platform.telemetrySubscription,true,false,false",
    "platform.initStart,true,false,false",
    "platform.initReport,true,false,true",
    "platform.initRuntimeDone,true,false,true",
    "platform.runtimeDone,true,false,true",
    "platform.restoreStart,true,false,true",
    "platform.restoreRuntimeDone,true,false,false",
    "function,true,true,true",
    "extension,true,true,true"
  })
  void tellsWhenAskedThenAsDocumented(String type, boolean telemetry, boolean old, boolean logs) {
    assertThat(SubscriptionApi.TELEMETRY.tells(type, "2025-01-29")).isEqualTo(telemetry);
    assertThat(SubscriptionApi.LOGS.tells(type, "2020-08-15")).isEqualTo(old);
    assertThat(SubscriptionApi.LOGS.tells(type, "2021-03-18")).isEqualTo(logs);
  }
}
