package io.slsemu.emulator.sandbox.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where an engine has its containers' control groups: seen from the first of them, it is known of
 * all others, whose process then is found before the engine tells it.
 */
final class ContainerGroups {
  private static final String MEMBERS = "cgroup.procs";

  private volatile @Nullable Place place;

  /**
   * What the name of a container makes a directory.
   *
   * @param parent the directory in which each container has one
   * @param prefix what stands before the container's name: {@code docker-} where systemd makes them
   * @param suffix what stands behind it: {@code .scope} there
   */
  private record Place(Path parent, String prefix, String suffix) {}

  /**
   * Remembers the place of one.
   *
   * @param entrance a file in its group, or in one below that
   */
  void learn(String id, Path entrance) {
    for (Path path = entrance; path.getParent() != null; path = path.getParent()) {
      String name = path.getFileName().toString();
      int start = name.indexOf(id);
      if (start >= 0) {
        int end = start + id.length();
        place = new Place(path.getParent(), name.substring(0, start), name.substring(end));
        return;
      }
    }
  }

  /** The only process of a container that has just been started; 0 if that cannot be told here. */
  long processOf(String id) {
    Place known = place;
    if (known == null) {
      return 0;
    }
    Path group = known.parent().resolve(known.prefix() + id + known.suffix());
    try {
      List<String> members = Files.readAllLines(group.resolve(MEMBERS));
      return members.size() == 1 ? Long.parseLong(members.get(0)) : 0;
    } catch (IOException elsewhere) {
      return 0;
    }
  }
}
