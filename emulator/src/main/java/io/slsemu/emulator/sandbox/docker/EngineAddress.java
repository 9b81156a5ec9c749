package io.slsemu.emulator.sandbox.docker;

import io.slsemu.emulator.sandbox.SandboxException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a container engine listens.
 *
 * @param host {@code unix:///path}, {@code tcp://name:port} or {@code npipe://path}
 * @param certificates the directory with {@code ca.pem}, {@code cert.pem} and {@code key.pem}, or
 *     null where the connection is not encrypted
 * @param verify whether the engine has to prove that it is that host
 * @param origin who named it, for messages: {@code DOCKER_HOST}, {@code context colima}, {@code
 *     /var/run/docker.sock}
 */
public record EngineAddress(
    String host, @Nullable Path certificates, boolean verify, String origin) {
  private static final String UNIX = "unix://";
  private static final String EXAMPLES = "unix:///var/run/docker.sock or tcp://localhost:2375";

  /**
   * Finds the engine that the docker command would use, and where that finds none the first one at
   * a usual place. Asks no engine and loads no client.
   *
   * @param explicit what the user named on the command line, or null
   * @throws SandboxException if what names the engine is malformed
   */
  public static Optional<EngineAddress> find(@Nullable String explicit) {
    return EngineSearch.ofThisProcess().find(explicit);
  }

  /** An address without encryption. */
  static EngineAddress plain(String host, String origin) {
    return of(host, null, false, origin);
  }

  /**
   * Reads what a user wrote.
   *
   * @throws SandboxException if nothing of ours can speak to such an address
   */
  static EngineAddress of(String host, @Nullable Path certificates, boolean verify, String origin) {
    if (host.startsWith("ssh://")) {
      throw new SandboxException(
          origin + " names the engine " + host + ", which is behind ssh: not supported",
          "forward its socket, ssh -N -L /tmp/engine.sock:/var/run/docker.sock "
              + host.substring("ssh://".length())
              + ", and set DOCKER_HOST=unix:///tmp/engine.sock; or use a context with tcp://",
          null);
    }
    String full = host.contains("://") || host.startsWith("/") ? host : "tcp://" + host;
    boolean good = full.startsWith(UNIX) ? full.startsWith(UNIX + "/") : isNetwork(full);
    if (!good) {
      throw new SandboxException(
          origin + " is '" + host + "', which is not an engine's address",
          "write it like " + EXAMPLES,
          null);
    }
    return new EngineAddress(full, certificates, verify, origin);
  }

  private static boolean isNetwork(String host) {
    try {
      URI uri = new URI(host);
      String scheme = String.valueOf(uri.getScheme());
      return switch (scheme) {
        case "npipe" -> true;
        case "tcp" -> uri.getHost() != null && uri.getPort() > 0 && uri.getPort() < 65_536;
        default -> false;
      };
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /** The socket's file; null if the engine is reached otherwise. */
  @Nullable Path socket() {
    return host.startsWith(UNIX) ? Path.of(host.substring(UNIX.length())) : null;
  }

  /**
   * Whether it is worth asking: false if there is no such socket. Costs one look at a file and says
   * nothing about an engine on the network.
   */
  public boolean mayAnswer() {
    Path socket = socket();
    return socket == null || Files.exists(socket);
  }

  /** For messages: the address, and who named it where that is not the same. */
  @Override
  public String toString() {
    return host.endsWith(origin) ? host : host + " (" + origin + ")";
  }
}
