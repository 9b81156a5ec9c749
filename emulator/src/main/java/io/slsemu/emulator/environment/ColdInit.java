package io.slsemu.emulator.environment;

import io.slsemu.emulator.report.InitReport;

/**
 * An Init phase that ran.
 *
 * @param startedNanos when it began, by the emulator's clock
 * @param report what was measured of it
 */
public record ColdInit(long startedNanos, InitReport report) {}
