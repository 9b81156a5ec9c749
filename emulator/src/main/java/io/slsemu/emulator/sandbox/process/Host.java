package io.slsemu.emulator.sandbox.process;

import io.slsemu.emulator.sandbox.Fidelity;
import io.slsemu.emulator.sandbox.cgroup.ControlGroups;
import io.slsemu.emulator.sandbox.host.Script;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What this machine lets this user do, and what follows from it.
 *
 * @param perl where it is
 * @param groups where control groups can be made; null for nowhere
 * @param ownUsers whether each sandbox can have a host user of its own
 * @param scopeMount mount point of version 2 where systemd has to make a scope for each supervisor
 */
record Host(
    String perl,
    Mode mode,
    @Nullable ControlGroups groups,
    boolean ownUsers,
    @Nullable Path scopeMount,
    Fidelity fidelity) {

  /** What a sandbox is made of. */
  enum Mode {
    /** Namespaces and mounts as root. */
    ROOT,
    /** Namespaces and mounts inside a user namespace. */
    USER_NAMESPACE,
    /** A session of its own on the host's file system. */
    SESSION
  }

  List<String> supervisorCommand() {
    Script script = mode == Mode.SESSION ? Script.reduced() : Script.supervisor();
    if (scopeMount == null) {
      return script.command(perl);
    }
    List<String> scoped =
        new ArrayList<>(List.of("systemd-run", "--user", "--scope", "-q", "-p", "Delegate=yes"));
    scoped.add("--");
    scoped.addAll(script.command(perl));
    return scoped;
  }
}
