package io.slsemu.emulator.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The external extensions that layers hold. */
public final class ExtensionNames {
  /** No environment of the service has more (lambda-platform §5). */
  public static final int MOST = 10;

  private ExtensionNames() {}

  /**
   * @param started how many there are besides
   * @throws SandboxException if that is as many as there can be
   */
  public static void requireRoom(String name, int started) {
    if (started >= MOST) {
      throw new SandboxException(
          "extension " + name + " is one too many: there are " + MOST + " already",
          "Take some out of /opt/extensions.",
          null);
    }
  }

  /**
   * The names of all entries of {@code extensions} that are no directories, links among them,
   * executable or not, in order (runtime-api 6.3).
   *
   * @param layers the unpacked layers, or null
   */
  public static List<String> in(@Nullable Path layers) {
    if (layers == null || !Files.isDirectory(layers.resolve("extensions"))) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(layers.resolve("extensions"))) {
      return entries
          .filter(entry -> !Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS))
          .map(entry -> entry.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new SandboxException(
          "the extensions in " + layers + " cannot be listed: " + e.getMessage(),
          "check that you may read that directory",
          e);
    }
  }
}
