package io.slsemu.emulator.sandbox.docker;

import io.slsemu.emulator.function.FunctionCode;
import io.slsemu.emulator.sandbox.SandboxException;
import io.slsemu.emulator.sandbox.SandboxSpec;
import io.slsemu.emulator.sandbox.docker.Furnishing.Mount;
import io.slsemu.emulator.sandbox.host.Keeper;
import io.slsemu.emulator.sandbox.host.ThreadStarter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Through mounts that appear in running containers: any container can serve any function. */
record ShownCode(Keeper keeper, ThreadStarter threads, AtomicInteger places)
    implements CodeDelivery {

  @Override
  public Way way() {
    return Way.SHOWN;
  }

  @Override
  public ContainerKey key(SandboxSpec spec, PreparedImage image) {
    boolean ownFiles = spec.code() instanceof FunctionCode.Image;
    return new ContainerKey(
        image.id(), spec.memoryMb(), spec.ephemeralStorageMb(), ownFiles, null, null);
  }

  @Override
  public Furnishing furnish(ContainerKey key, @Nullable ContainerSlot before) {
    Path place = keeper.runDirectory().resolve("container-" + places.incrementAndGet());
    makeDirectories(place);
    CompletableFuture<String> tmp = new CompletableFuture<>();
    threads.start("sandbox-place", () -> makePlace(place, key.ephemeralStorageMb(), tmp));
    return new Furnishing(
        place, tmp, key.ownFiles() ? List.of(tmpOf(place)) : mounts(place), List.of(), 0);
  }

  private static List<Mount> mounts(Path place) {
    return List.of(
        new Mount(place.resolve("task"), "/var/task", true, true),
        new Mount(place.resolve("opt"), "/opt", true, true),
        tmpOf(place));
  }

  private static Mount tmpOf(Path place) {
    return new Mount(place.resolve("tmp"), "/tmp", false, true);
  }

  /** The engine wants to see them when it makes the container. */
  private static void makeDirectories(Path place) {
    try {
      for (String part : List.of("task", "opt", "tmp")) {
        Files.createDirectories(place.resolve(part));
      }
    } catch (IOException e) {
      throw new SandboxException(
          "the directory " + place + " cannot be made", "Free some disk space.", e);
    }
  }

  private void makePlace(Path place, int megabytes, CompletableFuture<String> tmp) {
    try {
      tmp.complete(keeper.makePlace(place, megabytes));
    } catch (RuntimeException e) {
      tmp.completeExceptionally(e);
    }
  }

  @Override
  public void show(ContainerSlot slot, SandboxSpec spec, @Nullable ContainerSlot before) {
    Path place = slot.place();
    if (place == null) {
      return;
    }
    Path code = CodeDelivery.directory(spec);
    if (code != null) {
      keeper.show(code, place, "task");
    }
    if (spec.layers() != null) {
      keeper.show(spec.layers(), place, "opt");
    }
    if (before != null && before.place() != null) {
      keeper.handOverDisk(before.place(), place);
      keeper.dropPlace(before.place());
    }
  }

  @Override
  public void drop(Path place) {
    keeper.dropPlace(place);
  }

  @Override
  public String tmp() {
    return keeper.abilities().disks() ? "disk" : "memory";
  }
}
