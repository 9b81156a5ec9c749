package io.slsemu.cli.output;

import io.slsemu.emulator.sandbox.Fidelity;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;

/** Tells once, on stderr, that this machine enforces less than the service does. */
public final class FidelityNotice {
  private final Diagnostics diagnostics;
  private final AtomicBoolean told = new AtomicBoolean();

  public FidelityNotice(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /** Says nothing at full fidelity, and nothing a second time. */
  public void tell(Fidelity fidelity) {
    if (fidelity.level() != Fidelity.Level.FULL && told.compareAndSet(false, true)) {
      diagnostics.notice(
          "fidelity "
              + fidelity.level().name().toLowerCase(Locale.ROOT)
              + ": freezer "
              + fidelity.freezer()
              + ", memory "
              + fidelity.memory()
              + ", cpu "
              + fidelity.cpu()
              + ", /tmp "
              + fidelity.tmp()
              + ", isolation "
              + fidelity.isolation()
              + "; sls-emu doctor tells why");
    }
  }
}
