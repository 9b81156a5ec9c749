package io.slsemu.emulator.sandbox.docker;

import com.github.dockerjava.api.model.AuthConfig;
import com.github.dockerjava.api.model.AuthConfigurations;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.RemoteApiVersion;
import com.github.dockerjava.core.SSLConfig;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Tells the client what we found out and nothing more. Its own configuration would read variables
 * and files a second time, by other rules.
 *
 * @param host the engine
 */
record EngineConfig(URI host) implements DockerClientConfig {

  @Override
  public URI getDockerHost() {
    return host;
  }

  /** Paths without a version: every engine then answers in the newest one it has. */
  @Override
  public RemoteApiVersion getApiVersion() {
    return RemoteApiVersion.unknown();
  }

  @Override
  public @Nullable String getRegistryUsername() {
    return null;
  }

  @Override
  public @Nullable String getRegistryPassword() {
    return null;
  }

  @Override
  public @Nullable String getRegistryEmail() {
    return null;
  }

  @Override
  public @Nullable String getRegistryUrl() {
    return null;
  }

  /** Credentials are handed to each pull. */
  @Override
  public @Nullable AuthConfig effectiveAuthConfig(String imageName) {
    return null;
  }

  @Override
  public AuthConfigurations getAuthConfigurations() {
    return new AuthConfigurations();
  }

  /** The transport has it. */
  @Override
  @SuppressWarnings("deprecation")
  public @Nullable SSLConfig getSSLConfig() {
    return null;
  }
}
