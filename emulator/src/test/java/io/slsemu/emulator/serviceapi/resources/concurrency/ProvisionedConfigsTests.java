package io.slsemu.emulator.serviceapi.resources.concurrency;

import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.PREFIX;
import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.ask;
import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.assertEmpty;
import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.assertRefused;
import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.assertReply;
import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.emulator.serviceapi.resources.CatalogFixture;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProvisionedConfigsTests extends ProvisionedConfigsFixture {
  @Test
  void putWhenOfAVersionThenIsInProgressUntilEnvironmentsAreReady() {
    assertReply(ask(group, PUT, ONE, count(3)), 202, state(3, 0, "IN_PROGRESS"));
    assertReply(ask(group, GET, ONE, ""), 200, state(3, 0, "IN_PROGRESS"));

    environments.ready();

    assertReply(ask(group, GET, ONE, ""), 200, state(3, 3, "READY"));
    assertThat(limiter.unreserved(CatalogFixture.SCOPE)).isEqualTo(997);
    assertThat(environments.counts()).isEqualTo(Map.of("1", 3));
  }

  @Test
  void getWhenInitFailsThenSaysWhy() {
    ask(group, PUT, ONE, count(1));

    environments.fail();

    assertThat(ask(group, GET, ONE, "").document().path("Status").asText()).isEqualTo("FAILED");
    assertThat(ask(group, GET, ONE, "").document().path("StatusReason").asText())
        .isEqualTo("FUNCTION_ERROR_INIT_FAILURE");
  }

  @Test
  void listWhenThereAreSomeThenNamesEach() {
    ask(group, PUT, "FunctionName=f?Qualifier=2", count(1));
    ask(group, PUT, LIVE, count(2));

    var items = ask(group, LIST, "FunctionName=f?List=ALL", "").document();

    assertThat(items.path("ProvisionedConcurrencyConfigs").findValuesAsText("FunctionArn"))
        .containsExactly(PREFIX + "function:f:2", PREFIX + "function:f:live");
  }

  @Test
  void deleteWhenThereIsOneThenEnvironmentsGo() {
    ask(group, PUT, ONE, count(3));

    assertEmpty(ask(group, DELETE, ONE, ""), 204);

    assertThat(environments.counts()).isEmpty();
    assertThat(limiter.unreserved(CatalogFixture.SCOPE)).isEqualTo(1_000);
    assertNotConfigured(ONE);
  }

  @Test
  void putWhenOfAnAliasThenEnvironmentsFollowIt() {
    ask(group, PUT, LIVE, count(2));
    assertThat(environments.counts()).isEqualTo(Map.of("1", 2));

    fixture.alias(f, "live", "2");

    assertThat(environments.counts()).isEqualTo(Map.of("2", 2));
    assertReply(ask(group, GET, LIVE, ""), 200, state(2, 0, "IN_PROGRESS"));
  }

  @Test
  void publishWhenAnotherVersionHasSomeThenTheyStand() {
    ask(group, PUT, ONE, count(2));
    environments.ready();

    fixture.publish(f);

    assertReply(ask(group, GET, ONE, ""), 200, state(2, 2, "READY"));
  }

  @Test
  void removeAliasWhenItHasSomeThenTheyGo() {
    ask(group, PUT, LIVE, count(2));

    fixture.removeAlias(f, "live");
    fixture.alias(f, "live", "1");

    assertThat(environments.counts()).isEmpty();
    assertThat(limiter.unreserved(CatalogFixture.SCOPE)).isEqualTo(1_000);
    assertNotConfigured(LIVE);
  }

  @Test
  void removeWhenTheFunctionGoesThenAllGo() {
    ask(group, PUT, ONE, count(2));

    fixture.remove(f);

    assertThat(environments.counts()).isEmpty();
    assertThat(limiter.unreserved(CatalogFixture.SCOPE)).isEqualTo(1_000);
  }

  @Test
  void restartWhenThereAreSomeThenTheyAreProvisionedAgain() {
    ask(group, PUT, LIVE, count(2));

    restart();

    assertThat(environments.counts()).isEqualTo(Map.of("1", 2));
    assertThat(limiter.unreserved(CatalogFixture.SCOPE)).isEqualTo(998);
  }

  private void assertNotConfigured(String where) {
    assertRefused(
        group,
        GET,
        where,
        "",
        404,
        "ProvisionedConcurrencyConfigNotFoundException",
        "{\"Type\":\"User\",\"message\":\"No Provisioned Concurrency Config found for this"
            + " function\"}");
  }
}
