package io.slsemu.cli.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slsemu.cli.exit.CommandFailure;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryTests {
  private static final URI URL = URI.create("http://127.0.0.1:3005");

  @TempDir private Path state;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void stateDirectory() {
    environment.put("SLS_EMU_STATE_DIR", state.toString());
  }

  @Test
  void publishWhenProcessRunsThenIsFoundUntilItIsTakenAway() {
    RunRecord own = RunRecord.own(URL, "/tmp/log");

    Runnable removal = directory().publish(own);

    assertThat(directory().running()).containsExactly(own);
    removal.run();
    assertThat(directory().running()).isEmpty();
  }

  @Test
  void publishWhenMadeThenNobodyElseMayLook() throws IOException {
    directory().publish(RunRecord.own(URL, null));

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(daemons())))
        .isEqualTo("rwx------");
  }

  @Test
  void runningWhenProcessIsAnotherOfItsIdThenRecordIsRemoved() {
    RunRecord own = RunRecord.own(URL, null);
    directory().publish(new RunRecord(own.pid(), own.startedMillis() - 60_000, URL, null));

    assertThat(directory().running()).isEmpty();
    assertThat(daemons()).isEmptyDirectory();
  }

  @Test
  void runningWhenFileIsNoRecordThenItIsRemoved() throws IOException {
    Files.createDirectories(daemons());
    Files.writeString(daemons().resolve("7.json"), "{\"pid\":");

    assertThat(directory().running()).isEmpty();
    assertThat(daemons()).isEmptyDirectory();
  }

  @Test
  void newLogWhenOldOnesAreThereThenOnlyThoseNobodyWritesGo() throws IOException {
    Path used = old("used.log");
    Path unused = old("unused.log");
    directory().publish(RunRecord.own(URL, used.toString()));

    Path made = directory().newLog();

    assertThat(made).exists();
    assertThat(used).exists();
    assertThat(unused).doesNotExist();
  }

  @Test
  void candidatesWhenNothingIsNamedThenTheVariableComesBeforeRecords() {
    directory().publish(RunRecord.own(URL, null));

    assertThat(new Daemons(null, null, environment).one()).isEqualTo(new Daemon(URL));
    environment.put("SLS_EMU_ENDPOINT", "http://localhost:4000/");
    assertThat(new Daemons(null, null, environment).one().url())
        .isEqualTo(URI.create("http://localhost:4000"));
    assertThat(new Daemons(null, 3005, environment).one().url()).isEqualTo(URL);
    assertThat(new Daemons("http://[::1]:5000", null, environment).one().url())
        .isEqualTo(URI.create("http://[::1]:5000"));
  }

  @Test
  void oneWhenNothingIsKnownThenDefaultPort() {
    assertThat(new Daemons(null, null, environment).one().url())
        .isEqualTo(URI.create("http://127.0.0.1:3001"));
  }

  @Test
  void oneWhenItIsNoUrlThenSaysSo() {
    assertThatThrownBy(() -> new Daemons("localhost:3001", null, environment).one())
        .isInstanceOf(CommandFailure.class)
        .hasMessage("--endpoint-url 'localhost:3001' is no URL of an emulator");
  }

  private Path old(String name) throws IOException {
    Files.createDirectories(daemons());
    Path log = Files.writeString(daemons().resolve(name), "x", StandardCharsets.UTF_8);
    Files.setLastModifiedTime(log, FileTime.from(Instant.now().minus(Duration.ofDays(8))));
    return log;
  }

  private Path daemons() {
    return state.resolve("daemons");
  }

  private RunDirectory directory() {
    return new RunDirectory(environment);
  }
}
