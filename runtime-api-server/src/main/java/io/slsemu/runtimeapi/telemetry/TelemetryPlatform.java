package io.slsemu.runtimeapi.telemetry;

import java.time.Clock;
import java.util.function.LongSupplier;

/**
 * What a session needs of its environment.
 *
 * @param clock for the time of events that are made here
 * @param nanoClock a monotonic clock in nanoseconds, for when batches are due
 * @param managedInstances whether the rules of Lambda Managed Instances hold: the newest schema
 *     only, and no Logs API
 */
public record TelemetryPlatform(
    SandboxConnector connector,
    ThreadStarter threads,
    TelemetryListener listener,
    Clock clock,
    LongSupplier nanoClock,
    boolean managedInstances) {}
