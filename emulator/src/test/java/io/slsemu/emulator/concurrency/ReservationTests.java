package io.slsemu.emulator.concurrency;

import static io.slsemu.emulator.concurrency.Calls.named;
import static io.slsemu.emulator.concurrency.Calls.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slsemu.emulator.function.InvalidConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Concurrency that is kept for one function, reserved or provisioned. */
class ReservationTests {
  @Test
  void reserveWhenUsedUpThenOthersAreNotAffectedAndTheFunctionGetsNoMore() {
    ConcurrencyLimiter limiter = limiter(101);
    limiter.reserve(named("a"), 1);
    limiter.admit(named("a"));

    assertThat(refusal(() -> limiter.admit(named("a"))).reason())
        .isEqualTo(ThrottleReason.RESERVED_CONCURRENT_INVOCATIONS);
    for (int call = 0; call < 100; call++) {
      limiter.admit(named("b"));
    }
    assertThat(refusal(() -> limiter.admit(named("b"))).reason())
        .isEqualTo(ThrottleReason.CONCURRENT_INVOCATIONS);
  }

  @Test
  void allowanceWhenNothingIsReservedThenIsTheAccountsBesideWhatIsProvisioned() {
    ConcurrencyLimiter limiter = limiter(1_000);
    limiter.provision(named("a"), 10);

    Allowance allowance = limiter.allowance(named("a"));

    assertThat(allowance).isEqualTo(new Allowance(allowance.pool(), 10, 990));
    assertThat(limiter.allowance(named("b"))).isEqualTo(new Allowance(allowance.pool(), 0, 990));
  }

  @Test
  void allowanceWhenReservedThenIsTheFunctionsAlone() {
    ConcurrencyLimiter limiter = limiter(1_000);
    limiter.reserve(named("a"), 50);

    Allowance allowance = limiter.allowance(named("a"));

    assertThat(allowance.shared()).isEqualTo(50);
    assertThat(limiter.allowance(named("b")).pool()).isNotSameAs(allowance.pool());
    assertThat(limiter.allowance(named("b")).shared()).isEqualTo(950);
  }

  @Test
  void reserveWhenZeroThenIsSwitchedOffUntilReleased() {
    ConcurrencyLimiter limiter = limiter(10);
    limiter.reserve(named("a"), 0);

    assertThat(refusal(() -> limiter.admit(named("a"))).reason())
        .isEqualTo(ThrottleReason.RESERVED_CONCURRENT_INVOCATIONS);
    limiter.release(named("a"));
    limiter.admit(named("a")).close();
  }

  @ParameterizedTest
  @CsvSource({"1000,901,100", "1000,1000,100", "100,1,100", "10,1,10", "10,11,10"})
  void reserveWhenTooLittleIsLeftForOthersThenIsRefusedInTheServicesWords(
      int account, int wanted, int minimum) {
    assertThatThrownBy(() -> limiter(account).reserve(named("a"), wanted))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessage(
            "Specified ReservedConcurrentExecutions for function decreases account's"
                + " UnreservedConcurrentExecution below its minimum value of ["
                + minimum
                + "].");
  }

  @Test
  void reserveWhenSeveralFunctionsThenTheirSumCounts() {
    ConcurrencyLimiter limiter = limiter(1_000);
    limiter.reserve(named("a"), 500);
    limiter.reserve(named("b"), 400);

    assertThat(limiter.unreserved(Calls.HOME)).isEqualTo(100);
    assertThatThrownBy(() -> limiter.reserve(named("c"), 1))
        .isInstanceOf(InvalidConfigurationException.class);
    limiter.reserve(named("a"), 400); // less than before is always taken
    limiter.reserve(named("c"), 100);
    assertThat(limiter.unreserved(Calls.HOME)).isEqualTo(100);
  }

  @Test
  void provisionWhenNothingIsReservedThenIsAFloorAndTheRestIsShared() {
    ConcurrencyLimiter limiter = limiter(101);
    limiter.provision(named("a"), 1);
    for (int call = 0; call < 100; call++) {
      limiter.admit(named("b"));
    }

    assertThat(refusal(() -> limiter.admit(named("b")))).isNotNull();
    limiter.admit(named("a"));
    assertThat(refusal(() -> limiter.admit(named("a"))).reason())
        .isEqualTo(ThrottleReason.CONCURRENT_INVOCATIONS);
  }

  @Test
  void provisionWhenConcurrencyIsReservedThenIsPartOfIt() {
    ConcurrencyLimiter limiter = limiter(1_000);
    limiter.reserve(named("a"), 2);
    limiter.provision(named("a"), 2);

    assertThat(limiter.unreserved(Calls.HOME)).isEqualTo(998);
    limiter.admit(named("a"));
    limiter.admit(named("a"));
    assertThat(refusal(() -> limiter.admit(named("a"))).reason())
        .isEqualTo(ThrottleReason.RESERVED_CONCURRENT_INVOCATIONS);
    assertThatThrownBy(() -> limiter.reserve(named("a"), 1))
        .isInstanceOf(InvalidConfigurationException.class);
    assertThatThrownBy(() -> limiter.provision(named("a"), 3))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessage(
            "Requested Provisioned Concurrency should not be greater than the"
                + " reservedConcurrentExecution for function");
  }

  @Test
  void provisionWhenTooMuchThenTheServicesWordsLackReserved() {
    assertThatThrownBy(() -> limiter(1_000).provision(named("a"), 901))
        .hasMessage(
            "Specified ConcurrentExecutions for function decreases account's"
                + " UnreservedConcurrentExecution below its minimum value of [100].");
  }

  private static ConcurrencyLimiter limiter(int account) {
    return new ConcurrencyLimiter(account, () -> 0);
  }
}
