package io.slsemu.emulator.sandbox.docker;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a container is to see of a function's files.
 *
 * @param directory where they are here
 * @param fingerprint of what they hold, where the engine gets a copy; null where it mounts them
 * @param identity tells it from another directory of that name, where the engine mounts it: what
 *     was mounted is still the one that was removed; null where it gets a copy
 */
record CodeSource(Path directory, @Nullable String fingerprint, @Nullable String identity) {}
