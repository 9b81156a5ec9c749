package io.slsemu.emulator;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the docker sandbox is told. Other sandboxes ignore it.
 *
 * @param host the engine's address as {@code DOCKER_HOST} has it, or null: found as the docker
 *     command finds it
 * @param network a network of the user's that functions join, beside nothing else; null: our own
 * @param addHosts further lines of {@code /etc/hosts}, as {@code name:address}
 * @param pool how many empty containers are kept ready for each size in demand; 0 for none
 */
public record DockerSettings(
    @Nullable String host, @Nullable String network, List<String> addHosts, int pool) {
  /** Nothing special. */
  public static final DockerSettings DEFAULTS = new DockerSettings(null, null, List.of(), 1);

  public DockerSettings {
    addHosts = List.copyOf(addHosts);
  }
}
