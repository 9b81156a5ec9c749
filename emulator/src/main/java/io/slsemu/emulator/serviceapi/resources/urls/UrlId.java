package io.slsemu.emulator.serviceapi.resources.urls;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The part of a function URL that names it: 32 small letters and digits, as the service's are. The
 * same function and alias always have the same, so that a URL survives a restart.
 */
final class UrlId {
  private static final int LENGTH = 32;

  private UrlId() {}

  /**
   * @param arn of the function or the alias
   */
  static String of(String arn) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(arn.getBytes(StandardCharsets.UTF_8));
      String text = new BigInteger(1, digest).toString(Character.MAX_RADIX);
      return "0".repeat(Math.max(0, LENGTH - text.length()))
          + text.substring(Math.max(0, text.length() - LENGTH));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
