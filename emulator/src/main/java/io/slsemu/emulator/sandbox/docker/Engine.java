package io.slsemu.emulator.sandbox.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.SSLConfig;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import io.slsemu.emulator.sandbox.SandboxException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
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

  /**
   * How long a call may be without an answer that needs no more than a look at a table, or a
   * container started. On an overloaded machine that takes seconds.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final EngineAddress address;
  private final EngineFailure failure;
  private final Patience patience;
  private final Object asking = new Object();
  private @Nullable DockerHttpClient transport;
  private @Nullable DockerClient client;
  private @Nullable EngineCalls calls;
  private @Nullable EngineFacts facts;

  Engine(EngineAddress address) {
    this(address, PATIENCE);
  }

  /**
   * @param patience how long {@link #calls} wait for an engine that is silent
   */
  Engine(EngineAddress address, Duration patience) {
    this.address = address;
    this.failure = new EngineFailure(address);
    this.patience = new Patience(patience);
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
      existing = DockerClientImpl.getInstance(new EngineConfig(uri()), transport());
      client = existing;
    }
    return existing;
  }

  /** For answers that are wanted sooner than docker-java has them. */
  synchronized EngineCalls calls() {
    EngineCalls existing = calls;
    if (existing == null) {
      existing = new EngineCalls(transport(), new ObjectMapper(), failure, patience);
      calls = existing;
    }
    return existing;
  }

  private DockerHttpClient transport() {
    DockerHttpClient existing = transport;
    if (existing == null) {
      existing =
          new SingleUse(
              new ZerodepDockerHttpClient.Builder()
                  .dockerHost(uri())
                  .sslConfig(tls())
                  .maxConnections(CONNECTIONS)
                  .connectionTimeout(CONNECT_TIMEOUT)
                  .build());
      transport = existing;
    }
    return existing;
  }

  private @Nullable SSLConfig tls() {
    Path certificates = address.certificates();
    if (certificates != null) {
      return new EngineTls(certificates, address.verify());
    }
    return address.socket() == null ? null : NoTls::new;
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
    JsonNode version = calls().get("tell its version", "/version");
    JsonNode info = calls().get("describe itself", "/info");
    EngineFacts read = EngineFacts.read(version, info);
    if (!read.osType().equals("linux")) {
      throw new SandboxException(
          "the engine at " + address + " runs " + read.osType() + " containers, not Linux ones",
          "switch Docker Desktop to Linux containers",
          null);
    }
    return read;
  }

  @Override
  public synchronized void close() {
    closeQuietly(transport);
    transport = null;
    client = null;
    calls = null;
  }

  private static void closeQuietly(@Nullable DockerHttpClient client) {
    try {
      if (client != null) {
        client.close();
      }
    } catch (IOException e) {
      // Its connections end with this process at the latest.
      return;
    }
  }
}
