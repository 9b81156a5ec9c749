package io.slsemu.emulator.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is committed is what the sources say. */
class InitBinaryTests {
  private static final int INTERPRETER = 3; // elf(5): PT_INTERP
  private static final int DYNAMIC = 2; // PT_DYNAMIC

  @ParameterizedTest
  @CsvSource({"x86_64,62", "aarch64,183"}) // elf(5): e_machine
  void binaryWhenReadThenIsStaticForItsMachine(String architecture, int machine)
      throws IOException {
    ByteBuffer elf = ByteBuffer.wrap(InitBinary.of(architecture)).order(ByteOrder.LITTLE_ENDIAN);

    assertThat(elf.getInt(0)).isEqualTo(0x464c457f);
    assertThat(elf.getShort(18)).isEqualTo((short) machine);
    assertThat(elf.limit()).isLessThan(32 * 1024);
    for (int i = 0; i < elf.getShort(56); i++) {
      int type = elf.getInt((int) elf.getLong(32) + i * elf.getShort(54));
      assertThat(type).isNotIn(INTERPRETER, DYNAMIC);
    }
  }

  @Test
  void binariesWhenSourcesAreDigestedThenWereBuiltFromThem() throws Exception {
    String built = new String(InitBinary.resource("init.sources"), StandardCharsets.US_ASCII);

    assertThat(built.trim())
        .as("the digest of src/main/native/init: run scripts/build-init after a change")
        .isEqualTo(digestOfSources());
  }

  /** As scripts/build-init makes it: of what sha256sum prints for each, by name. */
  private static String digestOfSources() throws Exception {
    StringBuilder sums = new StringBuilder();
    try (Stream<Path> files = Files.list(Path.of("src/main/native/init"))) {
      List<Path> sources =
          files.filter(path -> path.toString().matches(".*\\.[ch]")).sorted().toList();
      for (Path source : sources) {
        sums.append(sha256(Files.readAllBytes(source))).append("  ");
        sums.append(source.getFileName()).append('\n');
      }
    }
    return sha256(sums.toString().getBytes(StandardCharsets.US_ASCII));
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
