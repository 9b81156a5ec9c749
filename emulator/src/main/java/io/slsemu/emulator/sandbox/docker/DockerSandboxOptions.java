package io.slsemu.emulator.sandbox.docker;

import io.slsemu.emulator.sandbox.host.ThreadStarter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the docker sandbox needs from its surroundings.
 *
 * @param stateDirectory a directory of the user's own, on a disk, for the images behind {@code
 *     /tmp}; made if absent
 * @param threads starts the threads that listen to what runs
 * @param progress told how far an image is that has to be fetched
 * @param mayPull whether images that are not on the machine are fetched
 * @param network a network of the user's that functions join; null for our own
 * @param addHosts further names for functions, as {@code name:address}
 * @param pool how many empty containers are kept ready for each size in demand
 */
public record DockerSandboxOptions(
    Path stateDirectory,
    ThreadStarter threads,
    PullProgress progress,
    boolean mayPull,
    @Nullable String network,
    List<String> addHosts,
    int pool) {
  public DockerSandboxOptions {
    addHosts = List.copyOf(addHosts);
  }
}
