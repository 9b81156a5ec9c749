package io.slsemu.emulator.async.aws;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * Where all services are, be it the cloud itself or what stands in for it on this machine.
 *
 * @param base scheme, host and port, and the front of all paths if there is one
 * @param credentials with which requests are signed
 * @param region of what has none in its name
 */
public record AwsEndpoint(URI base, AwsCredentials credentials, String region) {

  /**
   * @throws IllegalArgumentException if there is no scheme or host
   */
  public AwsEndpoint {
    String scheme = base.getScheme();
    boolean http = "http".equals(scheme) || "https".equals(scheme);
    if (!http || base.getHost() == null) {
      throw refusal(base);
    }
  }

  /**
   * One whose credentials do not matter.
   *
   * @param url as a user gave it
   * @throws IllegalArgumentException if it is none
   */
  public static AwsEndpoint of(String url, String region) {
    try {
      return new AwsEndpoint(new URI(url), AwsCredentials.PLACEHOLDER, region);
    } catch (URISyntaxException e) {
      throw refusal(url);
    }
  }

  /** The base as a prefix of paths: without a slash at its end. */
  String prefix() {
    String text = base.toString();
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  /** The base's own path, without a slash at its end. */
  String pathPrefix() {
    String path = base.getRawPath();
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  /** As {@code java.net.http} sends it in the Host header. */
  String host() {
    return base.getPort() < 0 ? base.getHost() : base.getHost() + ":" + base.getPort();
  }

  private static IllegalArgumentException refusal(Object url) {
    return new IllegalArgumentException(
        "'" + url + "' is no URL of a service; an example is http://localhost:4566");
  }
}
