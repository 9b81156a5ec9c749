package io.slsemu.emulator.sandbox.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.model.AuthConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What {@code docker login} keeps: in {@code config.json} itself, or in a credential helper that
 * the file names.
 *
 * @param directory the docker command's own, {@code ~/.docker}
 */
record RegistryCredentials(Path directory) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String DOCKER_HUB = "https://index.docker.io/v1/";
  private static final String TOKEN_USER = "<token>"; // then the secret is an identity token
  private static final int HELPER_SECONDS = 15;

  /** Null where there are none: the image may be public. */
  @Nullable AuthConfig find(String registry) {
    String key = registry.equals("docker.io") ? DOCKER_HUB : registry;
    Path file = directory.resolve("config.json");
    if (!Files.isReadable(file)) {
      return null;
    }
    try {
      JsonNode config = JSON.readTree(file.toFile());
      String helper = config.path("credHelpers").path(registry).asText();
      helper = helper.isEmpty() ? config.path("credsStore").asText() : helper;
      AuthConfig kept = helper.isEmpty() ? null : ask(helper, key);
      return kept != null ? kept : read(config.path("auths"), key);
    } catch (IOException e) {
      return null; // the registry then says what is missing
    }
  }

  private static @Nullable AuthConfig read(JsonNode entries, String key) {
    for (String name : List.of(key, "https://" + key, "https://" + key + "/v1/")) {
      JsonNode entry = entries.path(name);
      if (entry.hasNonNull("auth") || entry.hasNonNull("identitytoken")) {
        return of(entry, key);
      }
    }
    return null;
  }

  private static AuthConfig of(JsonNode entry, String key) {
    AuthConfig credentials = new AuthConfig().withRegistryAddress(key);
    if (entry.hasNonNull("identitytoken")) {
      credentials.withIdentityToken(entry.path("identitytoken").asText());
    }
    byte[] decoded = Base64.getMimeDecoder().decode(entry.path("auth").asText());
    String pair = new String(decoded, StandardCharsets.UTF_8);
    int colon = pair.indexOf(':');
    return colon < 0
        ? credentials
        : credentials
            .withUsername(pair.substring(0, colon))
            .withPassword(pair.substring(colon + 1));
  }

  /**
   * The helpers' protocol: the registry on stdin, JSON on stdout, a failure where there is none.
   */
  private static @Nullable AuthConfig ask(String helper, String key) throws IOException {
    Process process =
        new ProcessBuilder("docker-credential-" + helper, "get")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (var in = process.getOutputStream()) {
      in.write(key.getBytes(StandardCharsets.UTF_8));
    }
    try {
      // The answer is smaller than a pipe: the helper can end before it is read.
      if (!process.waitFor(HELPER_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        return null;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    } finally {
      process.destroy();
    }
    JsonNode answer = JSON.readTree(process.getInputStream());
    AuthConfig credentials = new AuthConfig().withRegistryAddress(key);
    String secret = answer.path("Secret").asText();
    String user = answer.path("Username").asText();
    return user.equals(TOKEN_USER)
        ? credentials.withIdentityToken(secret)
        : credentials.withUsername(user).withPassword(secret);
  }
}
