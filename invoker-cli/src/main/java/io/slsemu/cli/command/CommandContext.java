package io.slsemu.cli.command;

import io.slsemu.cli.exit.Interruption;
import io.slsemu.cli.output.Terminal;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a command finds around it; nothing reads the process's own streams or variables otherwise.
 *
 * @param environment the caller's environment variables
 * @param directory the caller's working directory
 * @param emulators starts emulators
 * @param interruption what a signal has to undo
 */
public record CommandContext(
    Terminal terminal,
    Map<String, String> environment,
    Path directory,
    Emulators emulators,
    Interruption interruption) {}
