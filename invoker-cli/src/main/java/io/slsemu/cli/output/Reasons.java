package io.slsemu.cli.output;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Says in words why a file operation failed; the JDK often gives only the path. */
public final class Reasons {
  private Reasons() {}

  public static String of(IOException failure) {
    if (failure instanceof NoSuchFileException) {
      return "no such directory";
    }
    if (failure instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (failure instanceof FileSystemException described && described.getReason() != null) {
      return described.getReason().toLowerCase(java.util.Locale.ROOT);
    }
    return String.valueOf(failure.getMessage());
  }
}
