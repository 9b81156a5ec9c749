package io.slsemu.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slsemu.emulator.catalog.AliasDocument;
import io.slsemu.emulator.catalog.FunctionDocument;
import io.slsemu.emulator.catalog.VersionDocument;
import io.slsemu.emulator.serviceapi.resources.CatalogFixture;
import io.slsemu.emulator.serviceapi.resources.FunctionFixture;
import io.slsemu.emulator.serviceapi.resources.account.RecursionConfigs;
import io.slsemu.emulator.serviceapi.resources.eventinvoke.EventInvokeConfigs;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeptEventSettingsTests extends FunctionFixture {
  @Test
  void settingsWhenVersionsHaveDeadLetterQueuesOfTheirOwnThenEachEventGoesToIts() {
    publishLive();
    fixture.publish(f);
    deadLetters("$LATEST", "newest");
    deadLetters("1", "first");
    fixture.catalog.change(
        () -> {
          fixture.catalog.putAlias(
              f, new AliasDocument("weighted", "1", "", Map.of("2", 0.5), "revision"));
          return f;
        });

    assertThat(deadLetters(null)).isEqualTo("newest");
    assertThat(deadLetters("$LATEST")).isEqualTo("newest");
    assertThat(deadLetters("1")).isEqualTo("first");
    assertThat(deadLetters("2")).isNull();
    assertThat(deadLetters("live")).isEqualTo("first");
    assertThat(deadLetters("weighted")).isEqualTo("first");
    assertThat(deadLetters("deleted")).isNull();
  }

  private String deadLetters(String qualifier) {
    return new KeptEventSettings(
            fixture.catalog,
            new EventInvokeConfigs(fixture.catalog, CatalogFixture.CLOCK),
            new RecursionConfigs(fixture.catalog))
        .settings(f, qualifier)
        .deadLetterTarget();
  }

  private void deadLetters(String number, String target) {
    fixture.catalog.change(
        () -> {
          FunctionDocument function = fixture.catalog.find(f);
          VersionDocument version = function.version(number);
          ObjectNode settings = version.configuration().deepCopy();
          settings.putObject("DeadLetterConfig").put("TargetArn", target);
          fixture.catalog.put(function.with(version.with(settings)));
          return f;
        });
  }
}
