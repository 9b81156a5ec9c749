package io.slsemu.emulator.serviceapi.resources;

import java.util.Base64;
import java.util.HexFormat;

/**
 * An archive that is kept.
 *
 * @param digest under which it is found again, in hexadecimal
 * @param size in bytes, as it was uploaded
 */
public record ZipArchive(String digest, long size) {
  /** The digest as the service shows it: CodeSha256. */
  public String sha256() {
    return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(digest));
  }
}
