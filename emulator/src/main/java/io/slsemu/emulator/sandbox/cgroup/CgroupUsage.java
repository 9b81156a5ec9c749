package io.slsemu.emulator.sandbox.cgroup;

import io.slsemu.emulator.report.MemorySource;

/**
 * A group's meters.
 *
 * @param memoryPeakBytes high-water mark without the file cache still held
 * @param memorySource how it was found
 * @param outOfMemoryKills processes killed for the group's memory limit
 * @param cpuNanos CPU time used
 */
public record CgroupUsage(
    long memoryPeakBytes, MemorySource memorySource, long outOfMemoryKills, long cpuNanos) {}
