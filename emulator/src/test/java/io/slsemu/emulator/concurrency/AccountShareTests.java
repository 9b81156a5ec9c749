package io.slsemu.emulator.concurrency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slsemu.emulator.function.Scope;
import org.junit.jupiter.api.Test;

/** Accounts and regions take nothing from each other. */
class AccountShareTests {
  private static final Scope HOME = new Scope("us-east-1", Scope.DEFAULT_ACCOUNT);
  private static final Scope REGION = new Scope("eu-west-1", Scope.DEFAULT_ACCOUNT);
  private static final Scope ACCOUNT = new Scope("us-east-1", "111122223333");

  private long nanos;

  private ConcurrencyLimiter limiter(int account) {
    return new ConcurrencyLimiter(account, () -> nanos);
  }

  private static void assertThrottled(
      ConcurrencyLimiter limiter, Scope scope, ThrottleReason reason) {
    assertThatThrownBy(() -> limiter.admit(scope.function("f")))
        .isInstanceOfSatisfying(
            TooManyRequestsException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  @Test
  void admitWhenAnAccountIsFullThenOthersAreNot() {
    ConcurrencyLimiter limiter = limiter(1);
    limiter.admit(HOME.function("f"));

    assertThrottled(limiter, HOME, ThrottleReason.CONCURRENT_INVOCATIONS);
    limiter.admit(ACCOUNT.function("f"));
    assertThrottled(limiter, ACCOUNT, ThrottleReason.CONCURRENT_INVOCATIONS);
    limiter.admit(REGION.function("f"));
  }

  @Test
  void admitWhenAnAccountIsTooFastThenOthersMayComeAllTheSame() {
    ConcurrencyLimiter limiter = limiter(1);
    for (int call = 0; call < 10; call++) {
      limiter.admit(HOME.function("f")).close();
    }

    assertThrottled(limiter, HOME, ThrottleReason.INVOCATION_RATE);
    limiter.admit(ACCOUNT.function("f")).close();
  }

  @Test
  void reserveWhenAnAccountHasGivenAllAwayThenOthersHaveNot() {
    ConcurrencyLimiter limiter = limiter(1_000);
    limiter.reserve(HOME.function("f"), 900);
    limiter.provision(REGION.function("f"), 7);

    limiter.reserve(ACCOUNT.function("f"), 800);

    assertThat(limiter.unreserved(HOME)).isEqualTo(100);
    assertThat(limiter.unreserved(REGION)).isEqualTo(993);
    assertThat(limiter.unreserved(ACCOUNT)).isEqualTo(200);
    limiter.release(HOME.function("f"));
    assertThat(limiter.unreserved(HOME)).isEqualTo(1_000);
    assertThat(limiter.unreserved(ACCOUNT)).isEqualTo(200);
  }
}
