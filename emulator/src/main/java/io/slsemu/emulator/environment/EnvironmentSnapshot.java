package io.slsemu.emulator.environment;

import io.slsemu.emulator.function.Function;
import io.slsemu.emulator.report.InitializationType;
import io.slsemu.emulator.sandbox.SandboxUsage;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What can be seen of an environment at one moment.
 *
 * @param id its name
 * @param function whose it is, and which version
 * @param type why it was made
 * @param state where it is in its life
 * @param invocations how many it has had, those under way included
 * @param age since it was made
 * @param idle since its last invocation ended, null while one is in it
 * @param memoryBytes what its processes hold now; -1 where that cannot be seen
 * @param usage what its meters show
 */
public record EnvironmentSnapshot(
    String id,
    Function function,
    InitializationType type,
    EnvironmentState state,
    int invocations,
    Duration age,
    @Nullable Duration idle,
    long memoryBytes,
    SandboxUsage usage) {}
