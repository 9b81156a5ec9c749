package io.slsemu.cli.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Which sls-emu this is.
 *
 * @param commit the git commit it was built from, or empty where the build did not know
 */
public record Version(String number, String commit) {
  /** What the build wrote down. */
  public static Version read() {
    Properties properties = new Properties();
    try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Version(properties.getProperty("version"), properties.getProperty("commit"));
  }

  /** Number and, where known, commit. */
  public String describe() {
    return commit.isEmpty() ? number : number + " (" + commit + ")";
  }
}
