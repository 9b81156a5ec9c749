package io.slsemu.emulator.sandbox.host;

import io.slsemu.runtimeapi.model.PeerPolicy;
import java.io.File;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tells which sockets of this machine's network belong to one sandbox. */
public final class Peers implements PeerPolicy {
  private final Keeper keeper;
  private final Predicate<SocketOwner> isInside;

  private Peers(Keeper keeper, Predicate<SocketOwner> isInside) {
    this.keeper = keeper;
    this.isInside = isInside;
  }

  /** Nobody but the sandbox's processes has its host user. */
  public static Peers ofUser(Keeper keeper, long hostUser) {
    return new Peers(keeper, owner -> owner.user() == hostUser);
  }

  /** Where users are shared: one of the sandbox's processes has the socket open. */
  public static Peers ofProcesses(Keeper keeper, Supplier<List<Integer>> processes) {
    return new Peers(keeper, owner -> owner.inode() != 0 && isOpenIn(processes.get(), owner));
  }

  @Override
  public boolean admits(InetSocketAddress peer, InetSocketAddress local) {
    return isInside(keeper.owner(peer, local));
  }

  /**
   * Connects to what listens in the sandbox.
   *
   * @param addresses where that may be
   * @throws IOException if nothing does
   */
  public Socket connect(List<InetAddress> addresses, int port) throws IOException {
    for (InetAddress address : addresses) {
      if (isInside(keeper.listener(new InetSocketAddress(address, port)))) {
        return new Socket(address, port);
      }
    }
    throw new ConnectException("nothing in the sandbox listens on port " + port);
  }

  private boolean isInside(@Nullable SocketOwner owner) {
    return owner != null && isInside.test(owner);
  }

  private static boolean isOpenIn(List<Integer> processes, SocketOwner owner) {
    String socket = "socket:[" + owner.inode() + "]";
    for (int process : processes) {
      if (holds(process, socket)) {
        return true;
      }
    }
    return false;
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
