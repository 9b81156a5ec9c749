package io.slsemu.emulator.sandbox.process;

import io.slsemu.emulator.sandbox.Fidelity;
import io.slsemu.emulator.sandbox.cgroup.ControlGroups;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What this machine lets this user do.
 *
 * @param perl where it is
 * @param isRoot whether mounts and users are ours to make
 * @param groups where control groups can be made; null for nowhere
 * @param ownUsers whether each sandbox can have a host user of its own
 * @param scopeMount mount point of version 2 where systemd has to make a scope for each supervisor
 * @param fidelity what follows from it
 */
record Host(
    String perl,
    boolean isRoot,
    @Nullable ControlGroups groups,
    boolean ownUsers,
    @Nullable Path scopeMount,
    Fidelity fidelity) {

  List<String> supervisorCommand() {
    List<String> script = Script.supervisor().command(perl);
    if (scopeMount == null) {
      return script;
    }
    List<String> scoped =
        new ArrayList<>(List.of("systemd-run", "--user", "--scope", "-q", "-p", "Delegate=yes"));
    scoped.add("--");
    scoped.addAll(script);
    return scoped;
  }
}
