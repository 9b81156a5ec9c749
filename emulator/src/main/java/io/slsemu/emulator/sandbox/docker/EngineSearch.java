package io.slsemu.emulator.sandbox.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slsemu.emulator.sandbox.SandboxException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the engine in the places and in the order of the docker command: {@code DOCKER_HOST}
 * before {@code DOCKER_CONTEXT} before the context chosen by {@code docker context use}.
 *
 * @param environment the variables that count
 * @param root where absolute paths begin
 * @param home the user's home directory
 */
record EngineSearch(Map<String, String> environment, Path root, Path home) {
  private static final String DEFAULT_CONTEXT = "default";

  static EngineSearch ofThisProcess() {
    return of(System.getenv());
  }

  /** The docker command's home is {@code HOME}, which need not be the one of the user's account. */
  static EngineSearch of(Map<String, String> environment) {
    String home = environment.getOrDefault("HOME", "");
    return new EngineSearch(
        environment,
        Path.of("/"),
        Path.of(home.isEmpty() ? System.getProperty("user.home", "/") : home));
  }

  Optional<EngineAddress> find(@Nullable String explicit) {
    if (explicit != null) {
      return Optional.of(fromText(explicit, "--docker-host"));
    }
    String host = variable("DOCKER_HOST");
    if (host != null) {
      return Optional.of(fromText(host, "DOCKER_HOST"));
    }
    String context = variable("DOCKER_CONTEXT");
    String namedBy = "DOCKER_CONTEXT";
    if (context == null) {
      context = currentContext();
      namedBy = configFile().toString();
    }
    return context == null || context.equals(DEFAULT_CONTEXT)
        ? usualPlaces().stream()
            .filter(Files::exists)
            .findFirst()
            .map(socket -> EngineAddress.plain("unix://" + socket, socket.toString()))
        : Optional.of(fromContext(context, namedBy));
  }

  /** In the order of preference: Docker, rootless, Desktop, Colima, Podman of the user, of root. */
  private List<Path> usualPlaces() {
    List<Path> places = new ArrayList<>();
    String runtime = variable("XDG_RUNTIME_DIR");
    places.add(root.resolve("var/run/docker.sock"));
    if (runtime != null) {
      places.add(Path.of(runtime, "docker.sock"));
    }
    places.add(home.resolve(".docker/run/docker.sock"));
    places.add(home.resolve(".colima/default/docker.sock"));
    if (runtime != null) {
      places.add(Path.of(runtime, "podman/podman.sock"));
    }
    places.add(root.resolve("run/podman/podman.sock"));
    return places;
  }

  /** The docker command takes any value of the two TLS variables for yes. */
  private EngineAddress fromText(String host, String origin) {
    boolean verify = variable("DOCKER_TLS_VERIFY") != null;
    boolean encrypted = verify || variable("DOCKER_TLS") != null;
    if (!encrypted || host.startsWith("unix:")) {
      return EngineAddress.plain(host, origin);
    }
    String named = variable("DOCKER_CERT_PATH");
    Path certificates = named == null ? configDirectory() : Path.of(named);
    if (verify && !Files.isRegularFile(certificates.resolve("ca.pem"))) {
      throw new SandboxException(
          "DOCKER_TLS_VERIFY is set, but there is no ca.pem in " + certificates,
          "set DOCKER_CERT_PATH to the directory with ca.pem, cert.pem and key.pem",
          null);
    }
    return EngineAddress.of(host, certificates, verify, origin);
  }

  private EngineAddress fromContext(String name, String namedBy) {
    String id = Digest.sha256(name.getBytes(StandardCharsets.UTF_8));
    Path contexts = configDirectory().resolve("contexts");
    Path meta = contexts.resolve("meta").resolve(id).resolve("meta.json");
    if (!Files.isRegularFile(meta)) {
      throw new SandboxException(
          "there is no docker context '%s', which %s names".formatted(name, namedBy),
          "see docker context ls, and choose one with docker context use",
          null);
    }
    JsonNode endpoint = read(meta).path("Endpoints").path("docker");
    String origin = "context " + name;
    if (!endpoint.path("Host").isTextual()) {
      throw new SandboxException(
          "the docker " + origin + " names no engine: no Endpoints.docker.Host in " + meta,
          "see docker context inspect " + name,
          null);
    }
    Path certificates = contexts.resolve("tls").resolve(id).resolve("docker");
    boolean encrypted = Files.isDirectory(certificates);
    return EngineAddress.of(
        endpoint.path("Host").asText(),
        encrypted ? certificates : null,
        encrypted && !endpoint.path("SkipTLSVerify").asBoolean(),
        origin);
  }

  private @Nullable String currentContext() {
    if (!Files.isRegularFile(configFile())) {
      return null;
    }
    String name = read(configFile()).path("currentContext").asText();
    return name.isEmpty() ? null : name;
  }

  private Path configFile() {
    return configDirectory().resolve("config.json");
  }

  /** Where the docker command keeps contexts and credentials. */
  Path configDirectory() {
    String named = variable("DOCKER_CONFIG");
    return named == null ? home.resolve(".docker") : Path.of(named);
  }

  private static JsonNode read(Path file) {
    try {
      return new ObjectMapper().readTree(file.toFile());
    } catch (IOException e) {
      String reason =
          e instanceof com.fasterxml.jackson.core.JacksonException bad
              ? "it is no JSON: " + bad.getOriginalMessage()
              : e.getMessage();
      throw new SandboxException(
          file + " cannot be read: " + reason, "repair it, or name the engine with DOCKER_HOST", e);
    }
  }

  /** An empty variable is one that is not set, as for the docker command. */
  private @Nullable String variable(String name) {
    String value = environment.get(name);
    return value == null || value.isEmpty() ? null : value;
  }
}
