package io.slsemu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.emulator.ServiceSettings;
import io.slsemu.emulator.function.FunctionConfiguration;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What start does with its line; the fake emulator is told to end as soon as it serves. */
class StartTests {
  @TempDir private Path directory;
  private CommandRun run;

  @BeforeEach
  void functions() {
    run = CommandRun.withFunction(directory);
    run.bootstrap("shop/orders", "#!/bin/sh\n");
    run.bootstrap("shop/mail", "#!/bin/sh\n");
    run.emulator.stopAtOnce = true;
  }

  @Test
  void startWhenSeveralAreGivenThenFlagsApplyToAll() {
    run.run("start", "fn", "shop", "--memory", "256", "--reserved", "mail=5", "--provisioned", "2");

    assertThat(run.code).as(run.err()).isZero();
    assertThat(run.emulator.deployments)
        .extracting(each -> each.name().value())
        .containsExactly("fn", "mail", "orders");
    assertThat(run.emulator.deployments)
        .extracting(FunctionConfiguration::memory)
        .allMatch(memory -> memory.megabytes() == 256);
    assertThat(run.emulator.reserved).isEqualTo(Map.of("mail", 5));
    assertThat(run.emulator.provisioned).isEqualTo(Map.of("fn", 2, "mail", 2, "orders", 2));
    assertThat(run.err()).contains("fn, mail, orders are ready at http://127.0.0.1:3001\n");
    assertThat(run.emulator.closed).isTrue();
  }

  @Test
  void startWhenNothingIsHereThenServesAllTheSame() {
    run.write("empty/README.md", "");

    run.run("-C", "empty", "start", "--port", "3002");

    assertThat(run.code).as(run.err()).isZero();
    assertThat(run.err()).contains("ready at http://127.0.0.1:3002, with no function yet");
    assertThat(run.emulator.deployments).isEmpty();
  }

  @Test
  void startWhenCallerNamesAFunctionThenOnlyASingleOneIsCalledSo() {
    run.environment.put("AWS_LAMBDA_FUNCTION_NAME", "own");

    run.run("start", "fn");
    assertThat(run.emulator.deployments.get(0).name().value()).isEqualTo("own");

    assertThat(run.run("start", "shop").code).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "start shop/orders shop|2|two functions are called orders",
        "start --code-storage 0|2|--code-storage 0 is out of range",
        "start shop --name x|2|--name x is one name for 2 functions",
        "start shop --reserved tax=1|2|the functions are mail, orders",
        "start shop --port 70000|2|--port 70000 is out of range",
        "start fn none|10|none does not exist",
        "start empty|10|no bootstrap and no Go package main in empty",
      })
  void startWhenLineIsWrongThenSaysSo(String line, int code, String message) {
    run.write("empty/README.md", "");

    run.run(line.split(" "));

    assertThat(run.code).isEqualTo(code);
    assertThat(run.err()).contains(message);
    assertThat(run.emulator.deployments).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"list", "ps", "logs", "env", "stop", "instance kill e1"})
  void commandsWhenNoDaemonRunsThenTenAndTheRemedy(String line) {
    run.run((line + " --port 1").split(" "));

    assertThat(run.code).isEqualTo(10);
    assertThat(run.err())
        .isEqualTo(
            "sls-emu: no sls-emu answers at http://127.0.0.1:1\n"
                + "sls-emu: start one: sls-emu start --detach; or say where it is: --endpoint-url"
                + " URL\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "instance|instance needs an action",
        "instance melt e1|instance 'melt' is none of freeze, thaw, kill, recycle",
        "list --endpoint-url ftp://x|is no URL of an emulator",
        "invoke fn --qualifier 3|--qualifier names a version of a daemon's function",
      })
  void commandsWhenLineIsWrongThenTwo(String line, String message) {
    run.run(line.split(" "));

    assertThat(run.code).isEqualTo(2);
    assertThat(run.err()).contains(message);
  }

  @Test
  void startWhenTheServiceIsToBehaveOtherwiseThenDoes() {
    run.run("start", "fn", "--enforce-permissions", "--code-storage", "2");

    assertThat(run.code).as(run.err()).isZero();
    ServiceSettings settings = Objects.requireNonNull(run.emulator.config).service();
    assertThat(settings.enforcePermissions()).isTrue();
    assertThat(settings.codeStorage()).isEqualTo(2_097_152);
  }

  @Test
  void startWhenNothingIsSaidOfTheServiceThenBehavesAsEver() {
    run.run("start", "fn");

    ServiceSettings settings = Objects.requireNonNull(run.emulator.config).service();
    assertThat(settings.enforcePermissions()).isFalse();
    assertThat(settings.codeStorage()).isEqualTo(80_530_636_800L);
  }
}
