package io.slsemu.emulator.sandbox.process;

import io.slsemu.emulator.sandbox.host.ThreadStarter;
import java.nio.file.Path;

/**
 * What the process sandbox needs from its surroundings.
 *
 * @param stateDirectory a directory of the user's own, on a disk, for scratch files and {@code
 *     /tmp} images; made if absent. Emulators may share it
 * @param threads starts the threads that read what sandboxes write
 */
public record ProcessSandboxOptions(Path stateDirectory, ThreadStarter threads) {}
