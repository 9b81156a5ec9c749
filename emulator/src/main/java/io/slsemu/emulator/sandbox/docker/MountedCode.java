package io.slsemu.emulator.sandbox.docker;

import io.slsemu.emulator.sandbox.SandboxException;
import io.slsemu.emulator.sandbox.SandboxSpec;
import io.slsemu.emulator.sandbox.docker.Furnishing.Mount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Through mounts that the engine makes with the container: each function has containers of its own.
 *
 * @param way whether the engine sees this machine's files
 */
record MountedCode(Way way, CodeVolumes volumes) implements CodeDelivery {
  private static final String TASK = "/var/task";
  private static final String LAYERS = "/opt";

  /** What others need to use a directory. */
  private static final Set<PosixFilePermission> OPEN =
      Set.of(PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_EXECUTE);

  @Override
  public ContainerKey key(SandboxSpec spec, PreparedImage image) {
    Path code = CodeDelivery.directory(spec);
    return new ContainerKey(
        image.id(),
        spec.memoryMb(),
        spec.ephemeralStorageMb(),
        code == null,
        code == null ? null : source(code),
        spec.layers() == null ? null : source(spec.layers()));
  }

  /** The function's user owns nothing here: what is closed to others it gets as a copy. */
  private CodeSource source(Path directory) {
    try {
      boolean bound =
          way == Way.BOUND && Files.getPosixFilePermissions(directory).containsAll(OPEN);
      return bound
          ? new CodeSource(directory, null, identity(directory))
          : new CodeSource(directory, volumes.fingerprint(directory), null);
    } catch (IOException e) {
      throw new SandboxException(
          "the code in " + directory + " cannot be read: " + e.getMessage(),
          "check that it is there, and that you may read it",
          e);
    }
  }

  /** With the time of its last change, since file systems give a free number out again. */
  private static String identity(Path directory) throws IOException {
    Map<String, Object> attributes = Files.readAttributes(directory, "unix:dev,ino,ctime");
    return attributes.get("dev") + ":" + attributes.get("ino") + " " + attributes.get("ctime");
  }

  @Override
  public Furnishing furnish(ContainerKey key, @Nullable ContainerSlot before) {
    List<Mount> mounts = new ArrayList<>();
    List<String> from = new ArrayList<>();
    if (before != null) {
      from.add(before.id());
    }
    add(key, key.code(), TASK, mounts, from);
    add(key, key.layers(), LAYERS, mounts, from);
    int tmpMb = before == null ? key.ephemeralStorageMb() : 0;
    return new Furnishing(null, CompletableFuture.completedFuture("memory"), mounts, from, tmpMb);
  }

  private void add(
      ContainerKey key,
      @Nullable CodeSource source,
      String target,
      List<Mount> mounts,
      List<String> from) {
    if (source == null) {
      return;
    }
    if (source.fingerprint() == null) {
      mounts.add(new Mount(source.directory(), target, true, false));
    } else {
      from.add(
          volumes.provide(source.directory(), source.fingerprint(), target, key.image()) + ":ro");
    }
  }

  @Override
  public void show(ContainerSlot slot, SandboxSpec spec, @Nullable ContainerSlot before) {
    // It was made with all it needs.
  }

  @Override
  public void drop(Path place) {
    // There are none.
  }

  @Override
  public String tmp() {
    return "memory";
  }
}
