package io.slsemu.emulator.sandbox.docker;

import io.slsemu.emulator.sandbox.SandboxSpec;
import io.slsemu.emulator.sandbox.docker.Furnishing.Mount;
import io.slsemu.emulator.sandbox.host.Keeper;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Through mounts that appear in running containers: any container can serve any function. */
record ShownCode(Keeper keeper, AtomicInteger places) implements CodeDelivery {

  @Override
  public Way way() {
    return Way.SHOWN;
  }

  @Override
  public ContainerKey key(SandboxSpec spec, PreparedImage image) {
    return new ContainerKey(image.id(), spec.memoryMb(), spec.ephemeralStorageMb(), null, null);
  }

  @Override
  public Furnishing furnish(ContainerKey key, @Nullable ContainerSlot before) {
    Path place = keeper.runDirectory().resolve("container-" + places.incrementAndGet());
    String tmp = keeper.makePlace(place, key.ephemeralStorageMb());
    return new Furnishing(
        place,
        tmp,
        List.of(
            new Mount(place.resolve("task"), "/var/task", true, true),
            new Mount(place.resolve("opt"), "/opt", true, true),
            new Mount(place.resolve("tmp"), "/tmp", false, true)),
        List.of(),
        0);
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
