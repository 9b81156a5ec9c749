package io.slsemu.emulator.trigger;

import io.slsemu.emulator.environment.InvocationOutcome;
import io.slsemu.emulator.trigger.mapping.Failure;
import io.slsemu.emulator.trigger.mapping.WebResponse;
import io.slsemu.runtimeapi.model.Invocation;
import io.undertow.server.HttpServerExchange;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Answers a client once: with the function's answer, or with what comes before it. */
final class WholeReply implements Reply {
  private final HttpServerExchange exchange;
  private final Visit visit;
  private final AtomicBoolean answered = new AtomicBoolean();
  private final @Nullable Future<?> limit;

  WholeReply(HttpServerExchange exchange, Visit visit, ScheduledExecutorService timer) {
    this.exchange = exchange;
    this.visit = visit;
    Duration patience = visit.door().patience();
    limit =
        patience == null
            ? null
            : timer.schedule(this::outOfTime, patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void answer(Invocation invocation, InvocationOutcome outcome) {
    send(
        () ->
            outcome.isError()
                ? visit.failure(Failure.FUNCTION_ERROR)
                : visit.response(outcome.payload()));
  }

  @Override
  public void fail(Failure failure) {
    send(() -> visit.failure(failure));
  }

  /** The function goes on, and nobody hears its answer. */
  private void outOfTime() {
    try {
      exchange.getIoThread().execute(() -> fail(Failure.OUT_OF_TIME));
    } catch (RejectedExecutionException e) {
      // The worker has been shut down, and its connections with it.
    }
  }

  private void send(Supplier<WebResponse> response) {
    if (answered.compareAndSet(false, true)) {
      if (limit != null) {
        limit.cancel(false);
      }
      Requests.send(exchange, response.get());
    }
  }
}
