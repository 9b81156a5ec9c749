package io.slsemu.emulator.environment;

import java.util.Map;

/**
 * The credentials a function finds in its environment, in place of its role's.
 *
 * <p>Never empty: empty values defeat the provider chains of AWS's SDKs. The placeholder is of the
 * right form and opens nothing.
 */
public record Credentials(String accessKeyId, String secretAccessKey, String sessionToken) {
  private static final Credentials PLACEHOLDER =
      new Credentials(
          "ASIASLSEMULOCAL00000", "sls-emu-placeholder-secret", "sls-emu-placeholder-token");

  /**
   * The caller's own, if its environment has both halves of a key; else a placeholder.
   *
   * @param variables the environment of the emulator
   */
  public static Credentials from(Map<String, String> variables) {
    String id = variables.getOrDefault("AWS_ACCESS_KEY_ID", "");
    String secret = variables.getOrDefault("AWS_SECRET_ACCESS_KEY", "");
    if (id.isEmpty() || secret.isEmpty()) {
      return PLACEHOLDER;
    }
    return new Credentials(id, secret, variables.getOrDefault("AWS_SESSION_TOKEN", ""));
  }
}
