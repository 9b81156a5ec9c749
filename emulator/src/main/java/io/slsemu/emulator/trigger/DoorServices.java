package io.slsemu.emulator.trigger;

import io.slsemu.emulator.invoke.Invoker;
import io.slsemu.emulator.report.TimeSource;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

/**
 * What every front door needs.
 *
 * @param invokeThreads runs one task for each invocation in flight
 * @param timer signals that a door has waited long enough
 * @param notices told what a developer should know: why an answer was not taken
 */
public record DoorServices(
    Invoker invoker,
    Executor invokeThreads,
    ScheduledExecutorService timer,
    TimeSource time,
    Consumer<String> notices) {}
