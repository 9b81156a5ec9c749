package io.slsemu.emulator.environment;

import io.slsemu.emulator.report.RestoreFigures;

/**
 * A restore that ran.
 *
 * @param startedNanos when it began, by the emulator's clock
 * @param figures what was measured of it
 */
public record ColdRestore(long startedNanos, RestoreFigures figures) {}
