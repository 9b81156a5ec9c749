package io.slsemu.emulator.serviceapi.resources;

import io.slsemu.emulator.function.FunctionArn;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A catalog with one function, for the tests of what can be asked about it. */
public abstract class FunctionFixture {
  protected CatalogFixture fixture;
  protected FunctionArn f;

  @BeforeEach
  protected final void openCatalog(@TempDir Path directory) {
    fixture = new CatalogFixture(directory);
    f = fixture.function("f");
  }

  /** Publishes its version 1, and has the alias {@code live} point there. */
  protected final void publishLive() {
    fixture.publish(f);
    fixture.alias(f, "live", "1");
  }
}
