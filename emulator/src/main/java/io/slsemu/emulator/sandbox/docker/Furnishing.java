package io.slsemu.emulator.sandbox.docker;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What a container sees besides its image.
 *
 * @param place the keeper's directory for it, or null
 * @param tmp where {@code /tmp} is kept, {@code disk} or {@code memory}, once all is made; the
 *     container can be made, but not started, before that
 * @param mounts directories of the engine's machine
 * @param from containers whose volumes it sees too, as the engine writes them
 * @param tmpMb the size in MiB of a {@code /tmp} that the engine makes; 0: it makes none
 */
record Furnishing(
    @Nullable Path place,
    CompletableFuture<String> tmp,
    List<Mount> mounts,
    List<String> from,
    int tmpMb) {

  /**
   * A directory.
   *
   * @param follows whether what is mounted below it later shows in the container too
   */
  record Mount(Path source, String target, boolean readOnly, boolean follows) {}

  void describe(ObjectNode host) {
    ArrayNode all = host.putArray("Mounts");
    mounts.forEach(mount -> describe(mount, all.addObject()));
    if (tmpMb > 0) {
      describeTmp(all.addObject());
    }
    from.forEach(host.putArray("VolumesFrom")::add);
  }

  private static void describe(Mount mount, ObjectNode into) {
    into.put("Type", "bind")
        .put("Source", mount.source().toString())
        .put("Target", mount.target())
        .put("ReadOnly", mount.readOnly());
    into.putObject("BindOptions").put("Propagation", mount.follows() ? "rslave" : "rprivate");
  }

  /**
   * A volume without a name, which can be handed on to another container and goes with the last
   * one. The engine's own kind of tmpfs mount belongs to one container for good.
   */
  private void describeTmp(ObjectNode into) {
    into.put("Type", "volume").put("Target", "/tmp");
    ObjectNode options = into.putObject("VolumeOptions").put("NoCopy", true);
    options
        .putObject("DriverConfig")
        .put("Name", "local")
        .putObject("Options")
        .put("type", "tmpfs")
        .put("device", "tmpfs")
        .put("o", "nosuid,nodev,mode=1777,size=" + tmpMb + "m");
  }
}
