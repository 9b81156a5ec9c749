package io.slsemu.emulator.sandbox.process;

import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** Skips, or fails where {@code SLS_EMU_REQUIRE} names {@code root}. */
final class RootOnly {
  private RootOnly() {}

  static void check() {
    boolean root = "root".equals(System.getProperty("user.name"));
    String required = System.getenv("SLS_EMU_REQUIRE");
    if (!root && required != null && List.of(required.split(",")).contains("root")) {
      throw new AssertionError("this test needs root, and SLS_EMU_REQUIRE says it must run");
    }
    Assumptions.assumeTrue(root, "not root");
  }
}
