package io.slsemu.emulator.sandbox;

import io.slsemu.emulator.function.Function;
import io.slsemu.emulator.function.FunctionCode;
import io.slsemu.emulator.function.FunctionConfiguration;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a sandbox has to be.
 *
 * @param code what runs in it
 * @param layers the unpacked layers: {@code /opt}, or null for none
 * @param memoryMb the memory limit in MiB (Lambda's "MB")
 * @param ephemeralStorageMb the size of {@code /tmp} in MiB
 */
public record SandboxSpec(
    FunctionCode code, @Nullable Path layers, int memoryMb, int ephemeralStorageMb) {

  /** What a function's sandboxes are. */
  public static SandboxSpec of(Function function) {
    FunctionConfiguration configuration = function.configuration();
    return new SandboxSpec(
        function.code(),
        function.code() instanceof FunctionCode.Directory files ? files.layers() : null,
        configuration.memory().megabytes(),
        configuration.ephemeralStorage().megabytes());
  }
}
