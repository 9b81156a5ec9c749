package io.slsemu.emulator.sandbox;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What one sandbox has to be.
 *
 * @param environmentId the execution environment's id, unique in this emulator; names what the
 *     sandbox makes on the host
 * @param taskRoot the function's unpacked code: {@code /var/task}
 * @param layers the unpacked layers: {@code /opt}, or null for an empty one
 * @param memoryMb the memory limit in MiB (Lambda's "MB")
 * @param ephemeralStorageMb the size of {@code /tmp} in MiB
 */
public record SandboxSpec(
    String environmentId,
    Path taskRoot,
    @Nullable Path layers,
    int memoryMb,
    int ephemeralStorageMb) {}
