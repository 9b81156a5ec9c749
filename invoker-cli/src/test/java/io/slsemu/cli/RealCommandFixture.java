package io.slsemu.cli;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A command line with a real emulator behind it: nothing between them is a fake. */
abstract class RealCommandFixture {
  @TempDir Path directory;
  CommandRun run;

  @BeforeEach
  final void realEmulator() {
    run = new CommandRun(directory);
    run.emulators = new InProcessEmulator.Source();
  }
}
