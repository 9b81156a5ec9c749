package io.slsemu.emulator.sandbox.docker;

import io.slsemu.emulator.function.FunctionCode;
import io.slsemu.emulator.sandbox.ExtensionNames;
import io.slsemu.emulator.sandbox.SandboxException;
import io.slsemu.emulator.sandbox.SandboxSpec;
import io.slsemu.emulator.sandbox.SandboxUsage;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sandbox's container, which may go at any moment: what cannot be done to it any more is not
 * done, and its exit tells the rest. Callers take turns.
 */
record LiveContainer(EngineSite site, ContainerSlot slot, int memoryMb) {

  /**
   * Furnishes one that was made ahead of need.
   *
   * @param before the container that has ended and whose {@code /tmp} it takes over, or null
   * @throws SandboxException if the host refuses, or it is gone
   */
  static LiveContainer furnish(
      EngineSite site, ContainerSlot slot, SandboxSpec spec, @Nullable ContainerSlot before) {
    try {
      slot.limits().thaw(); // it may have waited frozen
      site.delivery().show(slot, spec, before);
      slot.limits().apply(spec.memoryMb());
      slot.limits().resetPeak();
      return new LiveContainer(site, slot, spec.memoryMb());
    } catch (UncheckedIOException gone) {
      throw site.lost(slot.id(), gone);
    }
  }

  private static boolean unlessGone(Runnable change) {
    try {
      change.run();
      return true;
    } catch (UncheckedIOException gone) {
      return false;
    }
  }

  /** A function's own files are here; an image's are inside only. */
  List<String> extensions(SandboxSpec spec) {
    return spec.code() instanceof FunctionCode.Image
        ? slot.channel().extensions()
        : ExtensionNames.in(spec.layers());
  }

  /** Its init is no part of the function. */
  void release() {
    unlessGone(() -> slot.limits().release(slot.process()));
  }

  void throttle() {
    unlessGone(() -> slot.limits().throttle(memoryMb));
  }

  /** Whether it stands still now. What an engine fails to freeze runs on, which harms no answer. */
  boolean freeze() {
    try {
      return unlessGone(slot.limits()::freeze);
    } catch (SandboxException engineFailed) {
      return false;
    }
  }

  /**
   * @throws SandboxException if it is there and its engine refuses
   */
  void thaw() {
    try {
      unlessGone(slot.limits()::thaw);
    } catch (SandboxException refused) {
      if (site.isThere(slot)) {
        throw refused;
      }
    }
  }

  /** What its processes hold now; -1 where that cannot be seen, or no more. */
  long memoryBytes() {
    try {
      return slot.limits().memoryBytes();
    } catch (UncheckedIOException gone) {
      return -1;
    }
  }

  /** What its meters show; what was read last if they went with it. */
  SandboxUsage usage(SandboxUsage last) {
    try {
      return slot.limits().usage(0);
    } catch (UncheckedIOException | SandboxException gone) {
      return last;
    }
  }
}
