package io.slsemu.emulator;

import static io.slsemu.fixtures.Requirement.GCC;
import static io.slsemu.fixtures.Requirement.GO;
import static io.slsemu.fixtures.Requirement.ROOT;
import static io.slsemu.fixtures.Requirement.RUST;
import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.emulator.EmulatorConfig.SandboxKind;
import io.slsemu.emulator.invoke.InvokeResult;
import io.slsemu.fixtures.Requires;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@Requires({ROOT, GCC, GO, RUST})
class ProcessExtensionsTests extends ExtensionsContract {
  ProcessExtensionsTests() {
    super(SandboxKind.PROCESS);
  }

  /** It is dynamically linked: it needs this machine's libraries. */
  @Test
  void invokeWhenExtensionIsMadeWithTheRustCrateThenItWorks() {
    EmulatorFixture fixture = with("hello-c", "extension-rust");
    InvokeResult result;
    try (fixture) {
      result = fixture.invoke("1");
      String id = result.report().requestId();
      Awaitility.await()
          .untilAsserted(
              () -> assertThat(fixture.listener().lines()).contains("rust: invoke " + id));
    }
    assertThat(fixture.listener().lines())
        .contains("rust: start " + result.report().requestId())
        .contains("rust: runtime done " + result.report().requestId() + " Success")
        .contains("rust: report " + result.report().requestId() + " of 128 MB")
        .contains("rust: shutdown spindown");
  }
}
