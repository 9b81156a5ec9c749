package io.slsemu.emulator.async;

import io.slsemu.emulator.async.aws.Courier;
import io.slsemu.emulator.concurrency.Allowance;
import io.slsemu.emulator.function.FunctionArn;
import io.slsemu.emulator.function.Scope;
import io.slsemu.emulator.invoke.CallerIds;
import io.slsemu.emulator.report.VirtualTime;
import io.slsemu.emulator.store.StateStore;
import io.slsemu.fixtures.ManualClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A queue in memory whose time, threads and functions a test has in its hands. */
final class AsyncFixture {
  static final FunctionArn ORDERS = new Scope("us-east-1", "000000000000").function("orders");

  final ManualClock clock;
  final VirtualTime age;
  final FakeWorkers workers = new FakeWorkers();
  final FakeTarget target = new FakeTarget();
  final List<String> notices = new ArrayList<>();
  final StateStore store;
  EventInvokeSettings settings = EventInvokeSettings.DEFAULTS;
  Duplication duplication = Duplication.NONE;
  int concurrency = 1_000;

  AsyncFixture() {
    this(StateStore.inMemory());
  }

  AsyncFixture(StateStore store) {
    this(store, Instant.parse("2026-11-21T12:00:00.250Z"));
  }

  AsyncFixture(StateStore store, Instant start) {
    this.store = store;
    this.clock = ManualClock.startingAt(start);
    this.age = new VirtualTime(clock);
  }

  AsyncInvocations open() {
    return new AsyncInvocations(settings());
  }

  AsyncInvocations open(Courier courier) {
    return new AsyncInvocations(settings(), courier);
  }

  private AsyncSettings settings() {
    return new AsyncSettings(
        store,
        target,
        (function, qualifier) -> settings,
        age,
        clock,
        workers,
        workers,
        function -> new Allowance(this, 0, concurrency),
        null,
        duplication,
        notices::add);
  }

  static AsyncEvent event(String payload) {
    return new AsyncEvent(ORDERS, null, payload.getBytes(StandardCharsets.UTF_8), CallerIds.NONE);
  }

  /** Lets time pass, and all come of it that comes. */
  void pass(AsyncInvocations queue, Duration duration) {
    clock.advance(duration);
    queue.wake();
    workers.runAll();
  }
}
