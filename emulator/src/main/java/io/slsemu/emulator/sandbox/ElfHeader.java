package io.slsemu.emulator.sandbox;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the kernel looks at in a program's header (elf(5)).
 *
 * @param architecture as {@code uname -m} writes it
 * @param loader the dynamic loader it asks for, or null for a static program
 */
record ElfHeader(String architecture, @Nullable String loader) {
  private static final int MAGIC = 0x7f454c46;
  private static final int X86_64 = 62;
  private static final int AARCH64 = 183;
  private static final int PROGRAM_INTERPRETER = 3;

  static String architectureOfThisMachine() {
    String name = System.getProperty("os.arch");
    return name.equals("amd64") ? "x86_64" : name.equals("arm64") ? "aarch64" : name;
  }

  /** Null if the file is no ELF file. */
  static @Nullable ElfHeader read(Path path) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
      if (file.length() < 64 || file.readInt() != MAGIC) {
        return null;
      }
      ByteBuffer head = at(file, 0, 64);
      boolean is64 = head.get(4) == 2;
      String architecture = nameOf(head.getShort(18), is64);
      return new ElfHeader(architecture, is64 ? findLoader(file, head) : null);
    }
  }

  private static String nameOf(short machine, boolean is64) {
    if (!is64) {
      return "a 32-bit machine";
    }
    switch (machine) {
      case X86_64:
        return "x86_64";
      case AARCH64:
        return "aarch64";
      default:
        return "another machine (ELF number " + machine + ")";
    }
  }

  private static @Nullable String findLoader(RandomAccessFile file, ByteBuffer head)
      throws IOException {
    long table = head.getLong(32);
    int size = head.getShort(54) & 0xffff;
    int count = head.getShort(56) & 0xffff;
    for (int i = 0; i < count && table + (long) (i + 1) * size <= file.length(); i++) {
      ByteBuffer entry = at(file, table + (long) i * size, 56);
      if (entry.getInt(0) == PROGRAM_INTERPRETER) {
        int length = (int) Math.min(4096, entry.getLong(32));
        byte[] name = at(file, entry.getLong(8), length).array();
        return new String(name, 0, Math.max(0, length - 1), StandardCharsets.UTF_8);
      }
    }
    return null;
  }

  private static ByteBuffer at(RandomAccessFile file, long offset, int length) throws IOException {
    byte[] bytes = new byte[length];
    file.seek(offset);
    file.readFully(bytes);
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
