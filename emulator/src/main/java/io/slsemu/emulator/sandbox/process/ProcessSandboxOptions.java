package io.slsemu.emulator.sandbox.process;

import java.nio.file.Path;

/**
 * What the process sandbox needs from its surroundings.
 *
 * @param stateDirectory a directory of the user's own, on a disk, for scratch files and {@code
 *     /tmp} images; made if absent. Emulators may share it
 * @param threads starts the threads that read what sandboxes write
 */
public record ProcessSandboxOptions(Path stateDirectory, ThreadStarter threads) {

  /** Starts a named daemon thread: the seam to the place that creates all threads. */
  @FunctionalInterface
  public interface ThreadStarter {
    void start(String name, Runnable work);
  }
}
