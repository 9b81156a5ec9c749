package io.slsemu.emulator.sandbox;

import io.slsemu.emulator.report.MemorySource;
import java.time.Duration;

/**
 * What a sandbox's meters show.
 *
 * @param memoryPeakBytes the processes' high-water mark since start, without the page cache of
 *     files
 * @param memorySource how the peak was found
 * @param outOfMemoryKills how many processes the kernel killed for breaking the memory limit
 * @param cpu CPU time used by all processes since start
 */
public record SandboxUsage(
    long memoryPeakBytes, MemorySource memorySource, long outOfMemoryKills, Duration cpu) {}
