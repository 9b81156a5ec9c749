package io.slsemu.emulator.sandbox.docker;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a container is to see of a function's files.
 *
 * @param directory where they are here
 * @param fingerprint of what they hold, where the engine gets a copy; null where it mounts them
 */
record CodeSource(Path directory, @Nullable String fingerprint) {}
