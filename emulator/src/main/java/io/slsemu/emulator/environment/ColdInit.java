package io.slsemu.emulator.environment;

import io.slsemu.emulator.report.InitReport;

/**
 * An Init phase that ran.
 *
 * @param sandboxNanos when its sandbox was asked for, by the emulator's clock: until Init began the
 *     host or its engine had the time
 * @param startedNanos when it began, by the emulator's clock
 * @param report what was measured of it
 */
public record ColdInit(long sandboxNanos, long startedNanos, InitReport report) {}
