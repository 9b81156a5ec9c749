package io.slsemu.emulator.serviceapi.resources.concurrency;

import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.PREFIX;
import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.ask;
import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.assertEmpty;
import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.assertRefused;
import static io.slsemu.emulator.serviceapi.resources.CatalogFixture.assertReply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slsemu.emulator.concurrency.ConcurrencyLimiter;
import io.slsemu.emulator.function.InvalidConfigurationException;
import io.slsemu.emulator.serviceapi.operation.Operation;
import io.slsemu.emulator.serviceapi.resources.CatalogFixture;
import io.slsemu.emulator.serviceapi.resources.FunctionFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReservedConcurrencyTests extends FunctionFixture {
  private static final Operation PUT = Operation.PUT_FUNCTION_CONCURRENCY;
  private static final Operation GET = Operation.GET_FUNCTION_CONCURRENCY;
  private static final Operation DELETE = Operation.DELETE_FUNCTION_CONCURRENCY;
  private static final String F = "FunctionName=f";

  private ConcurrencyLimiter limiter;
  private ReservedConcurrency group;

  @BeforeEach
  void open() {
    restart();
  }

  private void restart() {
    restart(1_000);
  }

  private void restart(int concurrency) {
    fixture.reopen();
    limiter = new ConcurrencyLimiter(concurrency, () -> 0);
    group = new ReservedConcurrency(fixture.catalog, limiter);
  }

  private static String count(int count) {
    return "{\"ReservedConcurrentExecutions\":" + count + "}";
  }

  @Test
  void putWhenThereIsRoomThenReservesAndSaysSo() {
    assertReply(ask(group, PUT, F, count(200)), 200, count(200));

    assertThat(limiter.unreserved(CatalogFixture.SCOPE)).isEqualTo(800);
    assertReply(ask(group, GET, F, ""), 200, count(200));
    assertThat(group.of(f)).isEqualTo(200);
  }

  @Test
  void putWhenZeroThenSwitchesTheFunctionOff() {
    assertReply(ask(group, PUT, F, count(0)), 200, count(0));

    assertThat(limiter.reserves(f)).isTrue();
  }

  @Test
  void deleteWhenReservedThenReleases() {
    ask(group, PUT, F, count(200));

    assertEmpty(ask(group, DELETE, F, ""), 204);

    assertThat(limiter.unreserved(CatalogFixture.SCOPE)).isEqualTo(1_000);
    assertReply(ask(group, GET, F, ""), 200, "{}");
  }

  @Test
  void removeWhenReservedThenItGoesWithTheFunction() {
    ask(group, PUT, F, count(200));

    fixture.remove(f);

    assertThat(limiter.unreserved(CatalogFixture.SCOPE)).isEqualTo(1_000);
    assertThat(group.of(f)).isNull();
  }

  @Test
  void restartWhenReservedThenIsReservedAgain() {
    ask(group, PUT, F, count(200));

    restart();

    assertThat(limiter.unreserved(CatalogFixture.SCOPE)).isEqualTo(800);
    assertReply(ask(group, GET, F, ""), 200, count(200));
  }

  @Test
  void restartWhenWhatIsReservedDoesNotFitThenNamesTheFunctionAndWhatHelps() {
    ask(group, PUT, F, count(200));

    assertThatThrownBy(() -> restart(250))
        .isInstanceOfSatisfying(
            InvalidConfigurationException.class,
            refusal -> assertThat(refusal.remedy()).startsWith("start with a higher --concurrency"))
        .hasMessageContaining(PREFIX + "function:f has 200 reserved");
  }

  @Test
  void getAndDeleteWhenReservedWithoutAnOperationThenShowAndLiftIt() {
    limiter.reserve(f, 300);

    assertReply(ask(group, GET, F, ""), 200, count(300));
    assertEmpty(ask(group, DELETE, F, ""), 204);

    assertThat(limiter.reserves(f)).isFalse();
    assertReply(ask(group, GET, F, ""), 200, "{}");
  }

  @Test
  void putWhenTooMuchThenTheServicesWords() {
    assertRefused(
        group,
        PUT,
        F,
        count(901),
        400,
        "InvalidParameterValueException",
        "{\"message\":\"Specified ReservedConcurrentExecutions for function decreases account's"
            + " UnreservedConcurrentExecution below its minimum value of [100].\"}");

    assertReply(ask(group, GET, F, ""), 200, "{}");
  }

  @Test
  void putWhenLessThanProvisionedThenTheServicesWords() {
    limiter.provision(f, 2);

    assertRefused(
        group,
        PUT,
        F,
        count(1),
        400,
        "InvalidParameterValueException",
        "{\"message\":\" ReservedConcurrentExecutions  1 should not be lower than function's total"
            + " provisioned concurrency [2].\"}");
  }

  @Test
  void putWhenAVersionIsNamedThenIsRefused() {
    assertRefused(
        group,
        PUT,
        "FunctionName=f:1",
        count(1),
        400,
        "InvalidParameterValueException",
        "{\"Type\":\"User\",\"message\":\"This operation is permitted on Lambda functions only."
            + " Aliases and versions do not support this operation. Please specify either a"
            + " function name or an unqualified function ARN.\"}");
  }

  @Test
  void putWhenNothingIsSaidThenTheModelsWords() {
    assertRefused(
        group,
        PUT,
        F,
        "{}",
        400,
        "ValidationException",
        "{\"message\":\"1 validation error detected: Value null at 'reservedConcurrentExecutions'"
            + " failed to satisfy constraint: Member must not be null\"}");
  }

  @Test
  void putWhenThereIsNoFunctionThenNamesTheLatestVersion() {
    assertRefused(
        group,
        PUT,
        "FunctionName=nope",
        count(-1),
        404,
        "ResourceNotFoundException",
        "{\"Type\":\"User\",\"Message\":\"Function not found: "
            + PREFIX
            + "function:nope:$LATEST\"}");
  }

  @Test
  void getAndDeleteWhenThereIsNoFunctionThenNameIt() {
    String body =
        "{\"Type\":\"User\",\"Message\":\"Function not found: " + PREFIX + "function:nope\"}";

    assertRefused(group, GET, "FunctionName=nope", "", 404, "ResourceNotFoundException", body);
    assertRefused(group, DELETE, "FunctionName=nope", "", 404, "ResourceNotFoundException", body);
  }
}
