package io.slsemu.emulator.sandbox.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Info;
import com.github.dockerjava.api.model.Version;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import io.slsemu.emulator.sandbox.SandboxException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A container engine that we can speak to. Connects when it is first asked. Safe for any number of
 * threads.
 */
final class Engine implements AutoCloseable {
  /** Each follower of a container's output holds one for as long as that container lives. */
  private static final int CONNECTIONS = 1_000;

  /** For engines on the network; a local one answers at once or never. */
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  private final EngineAddress address;
  private final EngineFailure failure;
  private final Object asking = new Object();
  private @Nullable DockerClient client;
  private @Nullable EngineFacts facts;

  Engine(EngineAddress address) {
    this.address = address;
    this.failure = new EngineFailure(address);
  }

  EngineAddress address() {
    return address;
  }

  /**
   * The client, for use inside {@link #ask}.
   *
   * @throws SandboxException if its certificates cannot be used
   */
  synchronized DockerClient client() {
    DockerClient existing = client;
    if (existing == null) {
      URI host = uri();
      Path certificates = address.certificates();
      existing =
          DockerClientImpl.getInstance(
              new EngineConfig(host),
              new ZerodepDockerHttpClient.Builder()
                  .dockerHost(host)
                  .sslConfig(
                      certificates == null ? null : new EngineTls(certificates, address.verify()))
                  .maxConnections(CONNECTIONS)
                  .connectionTimeout(CONNECT_TIMEOUT)
                  .build());
      client = existing;
    }
    return existing;
  }

  /** A socket's path may hold what is not allowed in a URI. */
  private URI uri() {
    try {
      Path socket = address.socket();
      return socket == null
          ? new URI(address.host())
          : new URI("unix", "", socket.toString(), null, null);
    } catch (URISyntaxException e) {
      throw new SandboxException(
          "'" + address.host() + "' is not an engine's address", "correct " + address.origin(), e);
    }
  }

  /**
   * Lets the engine do something.
   *
   * @param doing what, as in "cannot {doing}": {@code start the container 4f1c}
   * @throws SandboxException if it does not, for whatever reason, in one line
   */
  <T extends @Nullable Object> T ask(String doing, Supplier<T> call) {
    try {
      return call.get();
    } catch (RuntimeException e) {
      throw failure.explain(doing, e);
    }
  }

  /**
   * What the engine says about itself; asked once.
   *
   * @throws SandboxException if it does not answer, or runs no Linux containers
   */
  EngineFacts facts() {
    synchronized (asking) {
      EngineFacts known = facts;
      if (known == null) {
        known = readFacts();
        facts = known;
      }
      return known;
    }
  }

  private EngineFacts readFacts() {
    Version version = ask("tell its version", () -> client().versionCmd().exec());
    Info info = ask("describe itself", () -> client().infoCmd().exec());
    EngineFacts read = read(version, info);
    if (!read.osType().equals("linux")) {
      throw new SandboxException(
          "the engine at " + address + " runs " + read.osType() + " containers, not Linux ones",
          "switch Docker Desktop to Linux containers",
          null);
    }
    return read;
  }

  private static EngineFacts read(Version version, Info info) {
    List<String> security =
        info.getSecurityOptions() == null ? List.of() : info.getSecurityOptions();
    boolean podman =
        version.getComponents() != null
            && version.getComponents().stream()
                .anyMatch(part -> String.valueOf(part.getName()).contains("Podman"));
    String cgroup = or(info.getCGroupVersion(), "1");
    return new EngineFacts(
        podman ? "Podman" : name(info),
        or(version.getVersion(), "unknown"),
        or(version.getApiVersion(), "unknown"),
        or(info.getOsType(), "linux"),
        Architectures.ofKernel(or(info.getArchitecture(), or(version.getArch(), "unknown"))),
        cgroup.endsWith("2") ? 2 : 1,
        or(info.getCGroupDriver(), "none"),
        security.stream().anyMatch(option -> option.contains("rootless")),
        security.stream().anyMatch(option -> option.contains("userns")),
        or(info.getDriver(), "unknown"),
        podman);
  }

  private static String name(Info info) {
    String system = or(info.getOperatingSystem(), "");
    if (system.equals("Docker Desktop") || system.equals("OrbStack")) {
      return system;
    }
    return or(info.getName(), "").startsWith("colima") ? "Colima" : "Docker Engine";
  }

  private static String or(@Nullable String value, String otherwise) {
    return value == null || value.isEmpty() ? otherwise : value;
  }

  @Override
  public synchronized void close() {
    DockerClient existing = client;
    client = null;
    if (existing != null) {
      try {
        existing.close();
      } catch (IOException e) {
        // Its connections end with this process at the latest.
        return;
      }
    }
  }
}
