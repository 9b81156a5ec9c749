package io.slsemu.emulator.sandbox.docker;

import org.jspecify.annotations.Nullable;

/**
 * What a container is made for: what cannot be changed once it is started.
 *
 * @param image the engine's id of the prepared image
 * @param memoryMb its memory limit in MiB
 * @param ephemeralStorageMb the size of its {@code /tmp} in MiB
 * @param ownFiles whether {@code /var/task} and {@code /opt} are the image's own
 * @param code its code, null where code appears later
 * @param layers its layers, null for none and where they appear later
 */
record ContainerKey(
    String image,
    int memoryMb,
    int ephemeralStorageMb,
    boolean ownFiles,
    @Nullable CodeSource code,
    @Nullable CodeSource layers) {}
