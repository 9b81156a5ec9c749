package io.slsemu.emulator.concurrency;

import io.slsemu.emulator.function.FunctionArn;
import io.slsemu.emulator.function.InvalidConfigurationException;
import io.slsemu.emulator.function.Scope;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a call may run: its account's concurrency in its region, what functions have
 * reserved of it, how fast requests may come and how fast a function may get new environments.
 *
 * <p>To admit a call is a look-up and a few atomic steps.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html">
 *     lambda-concurrency</a>
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html">
 *     gettingstarted-limits</a>
 */
public final class ConcurrencyLimiter {
  /** What an account has in a region unless more was granted. */
  public static final int DEFAULT_ACCOUNT_LIMIT = 1_000;

  /** So much stays for functions that reserve nothing. */
  private static final int MIN_UNRESERVED = 100;

  /** Requests a second for each unit of concurrency. */
  static final int REQUESTS_PER_UNIT = 10;

  /** A function gets so many new environments in ten seconds. */
  private static final int NEW_ENVIRONMENTS = 1_000;

  private static final long NEW_ENVIRONMENTS_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final int accountLimit;
  private final LongSupplier clock;
  private final Map<Scope, AccountShare> accounts = new ConcurrentHashMap<>();
  private final Map<FunctionArn, FunctionQuota> quotas = new ConcurrentHashMap<>();

  /**
   * @param accountLimit how many calls of an account may run at once in a region; at least 1
   * @param clock nanoseconds that never go back
   */
  public ConcurrencyLimiter(int accountLimit, LongSupplier clock) {
    if (accountLimit < 1) {
      throw new InvalidConfigurationException(
          "account concurrency " + accountLimit + " is out of range", "use 1 or more");
    }
    this.accountLimit = accountLimit;
    this.clock = clock;
  }

  /**
   * Reserves concurrency for a function: nobody else uses it, and the function gets no more. Zero
   * switches the function off. Calls under way go on counting where they were admitted.
   *
   * @throws InvalidConfigurationException if it leaves too little to the others, or less than the
   *     function has provisioned
   */
  public synchronized void reserve(FunctionArn function, int count) {
    requireNotNegative("reserved", count);
    FunctionQuota quota = quota(function);
    if (count < quota.provisionedCount()) {
      throw new InvalidConfigurationException(
          // Recorded from the service, blanks and all.
          (" ReservedConcurrentExecutions  %d should not be lower than function's total"
                  + " provisioned concurrency [%d].")
              .formatted(count, quota.provisionedCount()),
          "reserve at least as many as are provisioned");
    }
    requireUnreserved(function, count, "ReservedConcurrentExecutions");
    quotas.put(function, quota.withReserved(new Slots(count), requestRate(count)));
    shareTheRest(function.scope());
  }

  /** Takes a reservation back: the function shares the account's concurrency again. */
  public synchronized void release(FunctionArn function) {
    quotas.put(function, quota(function).withReserved(null, null));
    shareTheRest(function.scope());
  }

  /**
   * Sets concurrency aside for environments provisioned for a function. It is part of what the
   * function has reserved, if it has. Zero takes it back.
   *
   * @throws InvalidConfigurationException if it leaves too little to the others, or is more than
   *     the function has reserved
   */
  public synchronized void provision(FunctionArn function, int count) {
    requireNotNegative("provisioned", count);
    FunctionQuota quota = quota(function);
    Slots reserved = quota.reserved();
    if (reserved != null && count > reserved.limit()) {
      throw new InvalidConfigurationException(
          // The service's words, as deployment tools quote them.
          "Requested Provisioned Concurrency should not be greater than the"
              + " reservedConcurrentExecution for function",
          "provision at most " + reserved.limit() + ", or reserve more");
    }
    if (reserved == null) {
      requireUnreserved(function, count, "ConcurrentExecutions");
    }
    quotas.put(function, quota.withProvisioned(count));
    shareTheRest(function.scope());
  }

  /**
   * Admits a call, waiting an instant if one that has been answered is about to make room: a caller
   * in a loop on this machine is quicker than a runtime's way back to next.
   *
   * @throws TooManyRequestsException if it is throttled
   */
  public Permit admit(FunctionArn function) {
    FunctionQuota quota = quota(function);
    Slots slots = takeNow(quota);
    if (slots == null && shared(quota).take(Slots.PATIENCE_NANOS)) {
      slots = shared(quota);
    }
    if (slots == null) {
      throw Refusals.full(function, quota);
    }
    return paced(function, quota, slots);
  }

  /**
   * The same without any wait.
   *
   * @return null if {@link #admit} could wait for room
   * @throws TooManyRequestsException if it is throttled
   */
  public @Nullable Permit tryAdmit(FunctionArn function) {
    FunctionQuota quota = quota(function);
    Slots slots = takeNow(quota);
    if (slots != null) {
      return paced(function, quota, slots);
    }
    if (shared(quota).mayComeFree()) {
      return null;
    }
    throw Refusals.full(function, quota);
  }

  /**
   * Counts a new environment of a function.
   *
   * @throws TooManyRequestsException if the function gets them faster than the service gives them
   */
  public void scaleUp(FunctionArn function) {
    RateLimit scaling = quota(function).scaling();
    if (!scaling.tryTake()) {
      throw Refusals.scaled(function, scaling, NEW_ENVIRONMENTS);
    }
  }

  /** How many environments are to be provisioned for a function. */
  public int provisioned(FunctionArn function) {
    return quota(function).provisionedCount();
  }

  /** Whether a function's reserved concurrency is zero. */
  public boolean isSwitchedOff(FunctionArn function) {
    return quota(function).isSwitchedOff();
  }

  /** Whether a function has concurrency of its own. */
  public boolean reserves(FunctionArn function) {
    return quota(function).reserved() != null;
  }

  /** How much concurrency a function has reserved, null for nothing. */
  public @Nullable Integer reserved(FunctionArn function) {
    Slots reserved = quota(function).reserved();
    return reserved == null ? null : (Integer) reserved.limit();
  }

  /** How many calls of a function may run at once, and with whose they are counted. */
  public Allowance allowance(FunctionArn function) {
    return quota(function).allowance();
  }

  public int accountLimit() {
    return accountLimit;
  }

  /** How much concurrency functions of an account and region share that have reserved none. */
  public int unreserved(Scope scope) {
    return account(scope).unreserved().limit();
  }

  /** Of its reserved slots if it has any; else of those set aside for it, then of the shared. */
  private @Nullable Slots takeNow(FunctionQuota quota) {
    Slots provisioned = quota.provisioned();
    if (quota.reserved() == null && provisioned != null && provisioned.tryTake()) {
      return provisioned;
    }
    Slots slots = shared(quota);
    return slots.tryTake() ? slots : null;
  }

  private static Slots shared(FunctionQuota quota) {
    Slots reserved = quota.reserved();
    return reserved != null ? reserved : quota.account().unreserved();
  }

  private Permit paced(FunctionArn function, FunctionQuota quota, Slots slots) {
    RateLimit own = quota.reservedRate();
    if (own != null && !own.tryTake()) {
      slots.give(false);
      throw Refusals.tooFast(
          ThrottleReason.RESERVED_INVOCATION_RATE,
          own,
          "reserved by " + function.name(),
          slots.limit());
    }
    RateLimit accountRate = quota.account().rate();
    if (!accountRate.tryTake()) {
      slots.give(false);
      if (own != null) {
        own.giveBack();
      }
      throw Refusals.tooFast(
          ThrottleReason.INVOCATION_RATE, accountRate, "of the account", accountLimit);
    }
    return new Permit(slots, accountRate, own);
  }

  private FunctionQuota quota(FunctionArn function) {
    FunctionQuota quota = quotas.get(function);
    return quota != null
        ? quota
        : quotas.computeIfAbsent(
            function,
            name ->
                FunctionQuota.shared(
                    account(name.scope()),
                    new RateLimit(clock, NEW_ENVIRONMENTS, NEW_ENVIRONMENTS_NANOS)));
  }

  private AccountShare account(Scope scope) {
    return accounts.computeIfAbsent(
        scope, name -> new AccountShare(new Slots(accountLimit), requestRate(accountLimit)));
  }

  private RateLimit requestRate(int concurrency) {
    return new RateLimit(
        clock,
        (int) Math.min(Integer.MAX_VALUE, (long) REQUESTS_PER_UNIT * concurrency),
        SECOND_NANOS);
  }

  /**
   * @param name how the service calls what was asked for in its refusal
   */
  private void requireUnreserved(FunctionArn function, int wanted, String name) {
    FunctionQuota quota = quota(function);
    int left = accountLimit - setAside(function.scope()) + quota.setAside() - wanted;
    int minimum = Math.min(MIN_UNRESERVED, accountLimit);
    if (left < minimum && wanted > quota.setAside()) {
      throw new InvalidConfigurationException(
          // Recorded from the service; the number is the account's.
          ("Specified %s for function decreases account's UnreservedConcurrentExecution"
                  + " below its minimum value of [%d].")
              .formatted(name, minimum),
          "the account's concurrency is "
              + accountLimit
              + ": ask for "
              + Math.max(0, wanted - (minimum - left))
              + " at most, or set it higher");
    }
  }

  private void shareTheRest(Scope scope) {
    account(scope).unreserved().resize(accountLimit - setAside(scope));
  }

  private int setAside(Scope scope) {
    AccountShare account = account(scope);
    return quotas.values().stream()
        .filter(each -> each.account() == account)
        .mapToInt(FunctionQuota::setAside)
        .sum();
  }

  private static void requireNotNegative(String kind, int count) {
    if (count < 0) {
      throw new InvalidConfigurationException(
          kind + " concurrency " + count + " is out of range", "use 0 or more");
    }
  }
}
