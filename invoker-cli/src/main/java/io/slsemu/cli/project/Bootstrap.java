package io.slsemu.cli.project;

import io.slsemu.cli.exit.CommandFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a function's {@code bootstrap} before anything is started, and says what keeps it from
 * being a program at all in words that name the remedy; the kernel would only say {@code exec
 * format error}. Whether a program can run on this machine is the sandbox's to say.
 */
public final class Bootstrap {
  /** The file's name in a task root. */
  public static final String NAME = "bootstrap";

  private static final int HEADER_BYTES = 256;
  private static final int ELF_MAGIC = 0x7f454c46;
  private static final int MACH_O = 0xcffaedfe;
  private static final int MACH_O_FAT = 0xcafebabe;

  private final Path file;
  private final String shown;
  private final String modeRemedy;

  /**
   * @param file the program
   * @param shown how the user knows it
   */
  public Bootstrap(Path file, String shown) {
    this(file, shown, "chmod a+x " + shown);
  }

  private Bootstrap(Path file, String shown, String modeRemedy) {
    this.file = file;
    this.shown = shown;
    this.modeRemedy = modeRemedy;
  }

  /** The program at the top of an archive, which has to be mended where the archive is made. */
  static Bootstrap zipped(Path file, String archive) {
    return new Bootstrap(
        file,
        "bootstrap in " + archive,
        "chmod a+x bootstrap before you zip it, on Linux or macOS");
  }

  /**
   * Refuses what can be seen not to run.
   *
   * @throws CommandFailure with exit code 10
   */
  public void requireRunnable() {
    requireFile();
    byte[] header = header();
    String fault = formatFault(header);
    if (fault != null) {
      throw CommandFailure.notFound(shown + " " + fault, formatRemedy(header));
    }
    requireExecutable();
  }

  static byte[] headerOf(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(HEADER_BYTES);
    }
  }

  private void requireFile() {
    if (Files.isRegularFile(file)) {
      return;
    }
    if (Files.isSymbolicLink(file) && !Files.exists(file)) {
      throw CommandFailure.notFound(
          shown + " is a symbolic link to nothing", "build it, or point the link at a file");
    }
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw CommandFailure.notFound(
          shown + " is not a file", "it has to be the program that Lambda starts");
    }
    throw CommandFailure.notFound(shown + " does not exist", null);
  }

  private byte[] header() {
    try {
      return headerOf(file);
    } catch (IOException e) {
      throw CommandFailure.notFound(shown + " cannot be read", "chmod a+r " + shown);
    }
  }

  private void requireExecutable() {
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
      if (!permissions.contains(PosixFilePermission.OWNER_EXECUTE)
          && !permissions.contains(PosixFilePermission.GROUP_EXECUTE)
          && !permissions.contains(PosixFilePermission.OTHERS_EXECUTE)) {
        throw CommandFailure.notFound(shown + " is not executable", modeRemedy);
      }
    } catch (IOException e) {
      throw CommandFailure.notFound(shown + " cannot be read: " + e.getMessage(), null);
    }
  }

  private static @Nullable String formatFault(byte[] header) {
    if (header.length == 0) {
      return "is empty";
    }
    if (isScript(header)) {
      return endsFirstLineInCarriageReturn(header)
          ? "ends its first line with a carriage return"
          : null;
    }
    if (!isElf(header)) {
      return "is neither a Linux program (ELF) nor a script (#!)";
    }
    return null;
  }

  private static @Nullable String formatRemedy(byte[] header) {
    if (isScript(header)) {
      return "save it with Unix line ends: sed -i 's/\\r$//' bootstrap";
    }
    int magic = header.length < 4 ? 0 : ByteBuffer.wrap(header).getInt();
    if (magic == MACH_O || magic == MACH_O_FAT) {
      return "it is a macOS program; build it for Linux: GOOS=linux GOARCH=" + Machine.goArch();
    }
    if (header.length >= 2 && header[0] == 'M' && header[1] == 'Z') {
      return "it is a Windows program; build it for Linux: GOOS=linux GOARCH=" + Machine.goArch();
    }
    return "begin a script with #!/bin/sh, or build a program for Linux";
  }

  private static boolean isScript(byte[] header) {
    return header.length >= 2 && header[0] == '#' && header[1] == '!';
  }

  private static boolean isElf(byte[] header) {
    return header.length >= 4 && ByteBuffer.wrap(header).getInt() == ELF_MAGIC;
  }

  private static boolean endsFirstLineInCarriageReturn(byte[] header) {
    for (int i = 1; i < header.length; i++) {
      if (header[i] == '\n') {
        return header[i - 1] == '\r';
      }
    }
    return false;
  }
}
