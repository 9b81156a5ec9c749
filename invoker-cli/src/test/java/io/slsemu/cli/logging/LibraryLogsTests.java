package io.slsemu.cli.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

class LibraryLogsTests {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final Logger logger =
      new WarningsLogger(
          "io.undertow.request", new PrintStream(written, true, StandardCharsets.UTF_8));

  @Test
  void namedWhenItIsTheHttpServersThenLogsWarnings() {
    assertThat(LibraryLogs.named("io.undertow").isWarnEnabled()).isTrue();
    assertThat(LibraryLogs.named("org.xnio.nio").isErrorEnabled()).isTrue();
    assertThat(LibraryLogs.named("org.xnio").isInfoEnabled()).isFalse();
  }

  @Test
  void namedWhenItTellsOfClientsBytesOrIsAnotherLibrarysThenIsSilent() {
    assertThat(LibraryLogs.named("io.undertow.request.io").isErrorEnabled()).isFalse();
    assertThat(LibraryLogs.named("com.github.dockerjava").isErrorEnabled()).isFalse();
  }

  @Test
  void errorWhenSomethingFailedThenTellsWhyOnOneLine() {
    logger.error("UT005023: request to {} failed", "/x", new IllegalStateException("why"));

    assertThat(written.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "sls-emu: ERROR io.undertow.request: UT005023: request to /x failed: "
                + "java.lang.IllegalStateException: why");
  }

  @Test
  void noManagementWhenMadeThenFailsWithAnError() {
    assertThatThrownBy(NoManagement::new).isInstanceOf(AssertionError.class);
  }
}
