package io.slsemu.emulator.async;

import io.slsemu.emulator.async.aws.AwsEndpoint;
import io.slsemu.emulator.concurrency.Allowance;
import io.slsemu.emulator.function.FunctionArn;
import io.slsemu.emulator.store.StateStore;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
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
 * @param allowances how many events of a function may be under way; with what else uses them, the
 *     limiter throttles
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
    Function<FunctionArn, Allowance> allowances,
    @Nullable AwsEndpoint endpoint,
    Duplication duplication,
    Consumer<String> notices) {}
