package io.slsemu.emulator.sandbox.docker;

import com.fasterxml.jackson.databind.JsonNode;
import io.slsemu.emulator.sandbox.SandboxException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What files an image has. The ones that programs usually need are looked up when the image is
 * prepared and kept in its label; any other costs a container that is never started.
 */
final class ImageContents implements Predicate<String> {
  /** The dynamic loaders of glibc and musl, and the interpreters that scripts name. */
  static final List<String> USUAL =
      List.of(
          "/lib64/ld-linux-x86-64.so.2",
          "/lib/ld-linux-aarch64.so.1",
          "/lib/ld-musl-x86_64.so.1",
          "/lib/ld-musl-aarch64.so.1",
          "/bin/sh",
          "/bin/bash",
          "/usr/bin/env",
          "/usr/bin/python3",
          "/usr/bin/perl");

  private static final int SYMBOLIC_LINK = 1 << 27; // Go's fs.ModeSymlink

  private final Engine engine;
  private final String image;
  private final Map<String, Boolean> known = new ConcurrentHashMap<>();

  /**
   * @param label the usual files that are there, with blanks between them
   */
  ImageContents(Engine engine, String image, String label) {
    this.engine = engine;
    this.image = image;
    Set<String> there = Set.of(label.isEmpty() ? new String[0] : label.split(" "));
    USUAL.forEach(path -> known.put(path, there.contains(path)));
  }

  /** The label for a container's files. */
  static String label(Engine engine, String containerId) {
    return USUAL.stream()
        .filter(path -> exists(engine, containerId, path))
        .collect(Collectors.joining(" "));
  }

  @Override
  public boolean test(String path) {
    @Nullable Boolean answer = known.get(path);
    if (answer == null) {
      answer = look(path);
      known.put(path, answer);
    }
    return answer;
  }

  /**
   * @throws SandboxException if the engine cannot tell
   */
  private boolean look(String path) {
    try (IdleContainer container = IdleContainer.of(engine, image, false, Map.of())) {
      return exists(engine, container.id(), path);
    }
  }

  private static boolean exists(Engine engine, String containerId, String path) {
    JsonNode stat = engine.calls().stat(containerId, path);
    boolean link = stat != null && (stat.path("mode").asLong() & SYMBOLIC_LINK) != 0;
    // The engine resolves a chain of links to its end, but does not say whether that end exists.
    return link
        ? engine.calls().stat(containerId, stat.path("linkTarget").asText()) != null
        : stat != null;
  }
}
