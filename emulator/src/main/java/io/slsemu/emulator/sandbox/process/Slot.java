package io.slsemu.emulator.sandbox.process;

import io.slsemu.emulator.sandbox.cgroup.Cgroup;
import io.slsemu.emulator.sandbox.cgroup.CgroupDetection;
import io.slsemu.emulator.sandbox.cgroup.CgroupLimits;
import io.slsemu.emulator.sandbox.cgroup.CpuRound;
import io.slsemu.emulator.sandbox.cgroup.Limits;
import io.slsemu.emulator.sandbox.host.Keeper;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * All of a sandbox that can be made before its code is known. One slot serves one start.
 *
 * @param status the file in which the supervisor leaves how the program ended
 * @param cgroup the group made for it; null where its supervisor finds one, or there is none
 * @param round has the CPUs for the group that its supervisor finds
 */
record Slot(
    Place place, Supervisor supervisor, Path status, @Nullable Cgroup cgroup, CpuRound round) {

  /** The limits in force: the group made for the slot, or the one its supervisor found. */
  Limits limits(Greeting greeting, Keeper keeper) {
    if (cgroup != null) {
      return new CgroupLimits(cgroup);
    }
    if (greeting.cgroup() != null) {
      return new CgroupLimits(CgroupDetection.existing(greeting.cgroup(), round));
    }
    return new SignalLimits(keeper, supervisor.pid());
  }

  /** Gives back a slot that nothing was started in. */
  void discard() {
    supervisor.dismiss();
    supervisor.awaitExit(5);
    if (cgroup != null) {
      cgroup.remove();
    }
    place.delete();
  }
}
