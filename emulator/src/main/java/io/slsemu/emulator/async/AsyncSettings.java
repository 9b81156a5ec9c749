package io.slsemu.emulator.async;

import io.slsemu.emulator.async.aws.AwsEndpoint;
import io.slsemu.emulator.store.StateStore;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a queue of events is made of.
 *
 * @param store its own, with nothing else in it: whoever shares one would commit or take back what
 *     the other is about to do. It is closed by its owner, after the queue
 * @param target invokes the events
 * @param settings what becomes of them
 * @param nanos the clock by which they are due; may be moved on ({@link AsyncInvocations#wake})
 * @param wall the time of day
 * @param workers runs what waits; as many threads as it is given tasks, or events wait for threads
 * @param alarm rings when something is due
 * @param concurrency how many events of one function are under way at most; what the function may
 *     use beside is on the limiter
 * @param endpoint where queues, topics, event buses and buckets are, null: nowhere
 * @param duplication which events are delivered twice
 * @param notices hears lines for the user
 */
public record AsyncSettings(
    StateStore store,
    Target target,
    EventInvokeSettingsSource settings,
    LongSupplier nanos,
    InstantSource wall,
    Executor workers,
    Alarm alarm,
    int concurrency,
    @Nullable AwsEndpoint endpoint,
    Duplication duplication,
    Consumer<String> notices) {

  /** As many environments as two cores keep busy with short functions, and some that wait. */
  public static final int DEFAULT_CONCURRENCY = 32;
}
