package io.slsemu.cli.command;

import io.slsemu.emulator.EmulatorConfig;
import java.util.List;

/**
 * Where emulators come from: the seam at which tests put a fake in the place of {@link
 * io.slsemu.emulator.Emulator}, whose contracts these are.
 */
public interface Emulators {
  RunningEmulator start(EmulatorConfig config);

  List<String> prune(EmulatorConfig config);
}
