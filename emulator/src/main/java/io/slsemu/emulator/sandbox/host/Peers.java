package io.slsemu.emulator.sandbox.host;

import io.slsemu.runtimeapi.model.PeerPolicy;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.util.List;
import java.util.function.Supplier;

/** Tells which connections come from inside one sandbox. */
public final class Peers {
  private Peers() {}

  /** Nobody but the sandbox's processes has its host user. */
  public static PeerPolicy ofUser(Keeper keeper, long hostUser) {
    return (peer, local) -> {
      SocketOwner owner = keeper.owner(peer, local);
      return owner != null && owner.user() == hostUser;
    };
  }

  /** Where users are shared: one of the sandbox's processes has the socket open. */
  public static PeerPolicy ofProcesses(Keeper keeper, Supplier<List<Integer>> processes) {
    return (InetSocketAddress peer, InetSocketAddress local) -> {
      SocketOwner owner = keeper.owner(peer, local);
      if (owner == null || owner.inode() == 0) {
        return false;
      }
      String socket = "socket:[" + owner.inode() + "]";
      for (int process : processes.get()) {
        if (holds(process, socket)) {
          return true;
        }
      }
      return false;
    };
  }

  private static boolean holds(int process, String socket) {
    File[] files = new File("/proc/" + process + "/fd").listFiles();
    if (files == null) {
      return false;
    }
    for (File file : files) {
      try {
        if (Files.readSymbolicLink(file.toPath()).toString().equals(socket)) {
          return true;
        }
      } catch (IOException closedMeanwhile) {
        continue;
      }
    }
    return false;
  }
}
