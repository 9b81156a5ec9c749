package io.slsemu.cli.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CappedLogTests {
  @TempDir private Path directory;
  private Path file;
  private Path predecessor;

  @BeforeEach
  void name() {
    file = directory.resolve("daemon-1.log");
    predecessor = directory.resolve("daemon-1.old.log");
  }

  private OutputStream log(int limit) throws IOException {
    return new CappedLog(new FileOutputStream(file.toFile(), true), file, limit);
  }

  private static void lines(OutputStream log, int from, int to) throws IOException {
    for (int line = from; line <= to; line++) {
      log.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void writeWhenThereIsRoomThenAllIsInOneFile() throws IOException {
    try (OutputStream log = log(10)) {
      lines(log, 1, 5);
    }

    assertThat(file).hasContent("1\n2\n3\n4\n5\n");
    assertThat(predecessor).doesNotExist();
  }

  @Test
  void writeWhenFullThenBeginsAnewAndKeepsOnePredecessor() throws IOException {
    try (OutputStream log = log(6)) {
      lines(log, 1, 4);
      assertThat(predecessor).hasContent("1\n2\n3\n");
      assertThat(file).hasContent("4\n");

      lines(log, 5, 8);
    }

    assertThat(predecessor).hasContent("4\n5\n6\n");
    assertThat(file).hasContent("7\n8\n");
    assertThat(directory).isDirectoryContaining(path -> path.equals(file));
    try (var files = Files.list(directory)) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void writeWhenALineIsLongerThanTheLimitThenItIsThere() throws IOException {
    try (OutputStream log = log(3)) {
      lines(log, 12_345, 12_346);
    }

    assertThat(predecessor).hasContent("12345\n");
    assertThat(file).hasContent("12346\n");
  }

  @Test
  void writeWhenThePredecessorCannotBeWrittenThenGoesOn() throws IOException {
    Files.createDirectories(predecessor.resolve("in the way"));

    try (OutputStream log = log(2)) {
      lines(log, 1, 3);
    }

    assertThat(file).hasContent("1\n2\n3\n");
  }

  @Test
  void stderrWhenInTheForegroundThenIsItself() {
    OutputStream err = OutputStream.nullOutputStream();
    Map<String, String> environment = Map.of(Background.LOG_VARIABLE, file.toString());

    assertThat(Background.stderr(err, List.of("start"), environment)).isSameAs(err);
    assertThat(Background.stderr(err, List.of("start", Background.OPTION), Map.of())).isSameAs(err);
    assertThat(Background.stderr(err, List.of("start", Background.OPTION), environment))
        .isInstanceOf(CappedLog.class);
  }
}
