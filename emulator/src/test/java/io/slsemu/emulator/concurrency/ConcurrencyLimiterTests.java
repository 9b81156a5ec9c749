package io.slsemu.emulator.concurrency;

import static io.slsemu.emulator.concurrency.Calls.named;
import static io.slsemu.emulator.concurrency.Calls.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.fixtures.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConcurrencyLimiterTests {
  private final ManualClock clock = ManualClock.startingAt(Instant.EPOCH);

  @Test
  @DisplayName(
      "8.1/15: beyond the account's concurrency a call is refused, and nothing else breaks")
  void admitWhenAccountIsFullThenIsThrottledUntilOneIsGivenBack() {
    ConcurrencyLimiter limiter = limiter(2);
    Permit first = limiter.admit(named("a"));
    limiter.admit(named("b"));

    TooManyRequestsException refusal = refusal(() -> limiter.admit(named("a")));
    first.close();

    assertThat(refusal.reason()).isEqualTo(ThrottleReason.CONCURRENT_INVOCATIONS);
    assertThat(refusal).hasMessage("Rate Exceeded.");
    assertThat(refusal.retryAfterSeconds()).isEqualTo(1);
    assertThat(refusal.limit()).contains("unreserved concurrency of the account is 2");
    limiter.admit(named("b")).close();
  }

  @Test
  void closeWhenSaidTwiceThenGivesBackOne() {
    ConcurrencyLimiter limiter = limiter(1);
    Permit permit = limiter.admit(named("a"));
    permit.close();
    permit.close();

    limiter.admit(named("a"));

    assertThat(refusal(() -> limiter.admit(named("a")))).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 1_000})
  void admitWhenFasterThanTenTimesTheConcurrencyThenIsThrottled(int account) {
    ConcurrencyLimiter limiter = limiter(account);

    int admitted = admittedAtOnce(limiter, "a", 20 * account);
    clock.advance(Duration.ofMillis(500));
    int afterHalfASecond = admittedAtOnce(limiter, "a", 20 * account);

    assertThat(admitted).isEqualTo(10 * account);
    assertThat(afterHalfASecond).isEqualTo(5 * account);
    TooManyRequestsException refusal = refusal(() -> limiter.admit(named("a")));
    assertThat(refusal.reason()).isEqualTo(ThrottleReason.INVOCATION_RATE);
    assertThat(refusal.retryAfter()).isLessThanOrEqualTo(Duration.ofMillis(100));
  }

  @Test
  void admitWhenFasterThanTheReservationAllowsThenSaysSoAndOthersMay() {
    ConcurrencyLimiter limiter = limiter(1_000);
    limiter.reserve(named("a"), 1);

    assertThat(admittedAtOnce(limiter, "a", 100)).isEqualTo(10);
    assertThat(refusal(() -> limiter.admit(named("a"))).reason())
        .isEqualTo(ThrottleReason.RESERVED_INVOCATION_RATE);
    assertThat(admittedAtOnce(limiter, "b", 100)).isEqualTo(100);
  }

  @Test
  void withdrawWhenNotUsedThenTakesNothingOfTheRate() {
    ConcurrencyLimiter limiter = limiter(1);
    for (int call = 0; call < 100; call++) {
      limiter.admit(named("a")).withdraw();
    }

    assertThat(admittedAtOnce(limiter, "a", 100)).isEqualTo(10);
  }

  @Test
  void scaleUpWhenAThousandAtOnceThenRefillsAllTheTimeAndHoardsNothing() {
    ConcurrencyLimiter limiter = limiter(1_000);

    assertThat(scaledAtOnce(limiter, 2_000)).isEqualTo(1_000);
    clock.advance(Duration.ofSeconds(1));
    assertThat(scaledAtOnce(limiter, 2_000)).isEqualTo(100);
    clock.advance(Duration.ofHours(1));
    assertThat(scaledAtOnce(limiter, 2_000)).isEqualTo(1_000);
    assertThat(refusal(() -> limiter.scaleUp(named("a"))).reason())
        .isEqualTo(ThrottleReason.CONCURRENT_INVOCATIONS);
    limiter.scaleUp(named("b")); // each function has its own
  }

  @Test
  void tryAdmitWhenTheOnlyOneIsSettlingThenLeavesTheWaitToOthers() {
    ConcurrencyLimiter limiter = limiter(1);
    Permit permit = limiter.admit(named("a"));

    assertThat(refusal(() -> limiter.tryAdmit(named("a")))).isNotNull();
    permit.answered();
    assertThat(limiter.tryAdmit(named("a"))).isNull();
    permit.close();
    assertThat(limiter.tryAdmit(named("a"))).isNotNull();
  }

  @Test
  void admitWhenTheOnlyOneIsSettlingThenWaitsForIt() throws Exception {
    ConcurrencyLimiter limiter = limiter(1);
    Permit permit = limiter.admit(named("a"));
    permit.answered();
    List<Permit> got = new ArrayList<>();
    Thread caller = new Thread(() -> got.add(limiter.admit(named("a"))), "caller");
    caller.start();

    permit.close();
    caller.join();

    assertThat(got).hasSize(1);
  }

  /** Whatever comes in whatever order: no limit is ever passed, and nothing is lost. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void admitWhenCallsComeAndGoAtRandomThenNoLimitIsPassed(long seed) {
    Random random = new Random(seed);
    ConcurrencyLimiter limiter = limiter(110);
    limiter.reserve(named("a"), 6);
    limiter.provision(named("b"), 4);
    Deque<Permit> a = new ArrayDeque<>();
    Deque<Permit> b = new ArrayDeque<>();
    Deque<Permit> c = new ArrayDeque<>();
    for (int step = 0; step < 5_000; step++) {
      clock.advance(Duration.ofMillis(random.nextInt(20)));
      Deque<Permit> calls = List.of(a, b, c).get(random.nextInt(3));
      String name = calls == a ? "a" : calls == b ? "b" : "c";
      if (random.nextInt(100) < 60) {
        admitInto(limiter, name, calls);
      } else if (!calls.isEmpty()) {
        calls.remove().close();
      }
      assertThat(a.size()).as("reserved").isLessThanOrEqualTo(6);
      assertThat(c.size()).as("shared").isLessThanOrEqualTo(100);
      assertThat(b.size() + c.size()).as("shared and provisioned").isLessThanOrEqualTo(104);
    }
    List.of(a, b, c).forEach(calls -> calls.forEach(Permit::close));
    clock.advance(Duration.ofSeconds(2));
    for (int call = 0; call < 100; call++) {
      limiter.admit(named("c"));
    }
    assertThat(refusal(() -> limiter.admit(named("c")))).isNotNull();
  }

  private static void admitInto(ConcurrencyLimiter limiter, String name, Deque<Permit> calls) {
    try {
      calls.add(limiter.admit(named(name)));
    } catch (TooManyRequestsException e) {
      assertThat(e).hasMessage("Rate Exceeded.");
    }
  }

  private static int admittedAtOnce(ConcurrencyLimiter limiter, String name, int tries) {
    int admitted = 0;
    for (int call = 0; call < tries; call++) {
      try {
        limiter.admit(named(name)).close();
        admitted++;
      } catch (TooManyRequestsException e) {
        assertThat(e.retryAfterSeconds()).isPositive();
      }
    }
    return admitted;
  }

  private static int scaledAtOnce(ConcurrencyLimiter limiter, int tries) {
    int got = 0;
    for (int call = 0; call < tries; call++) {
      try {
        limiter.scaleUp(named("a"));
        got++;
      } catch (TooManyRequestsException e) {
        assertThat(e.retryAfter()).isPositive();
      }
    }
    return got;
  }

  private ConcurrencyLimiter limiter(int account) {
    return new ConcurrencyLimiter(account, clock);
  }
}
