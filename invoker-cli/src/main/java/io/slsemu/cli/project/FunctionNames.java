package io.slsemu.cli.project;

import java.nio.file.Path;

/** Derives a function's name from where its code lies, or from its image. */
public final class FunctionNames {
  private static final int MAX_LENGTH = 64;
  private static final String FALLBACK = "function";

  private FunctionNames() {}

  /** The base name without {@code .zip}, with a hyphen for what a function's name cannot hold. */
  public static String of(Path code) {
    Path fileName = code.toAbsolutePath().normalize().getFileName();
    String base = fileName == null ? FALLBACK : fileName.toString();
    if (base.endsWith(".zip")) {
      base = base.substring(0, base.length() - ".zip".length());
    }
    return valid(base);
  }

  /** The last part of an image's name, without tag and digest. */
  public static String ofImage(String image) {
    String base = image.substring(image.lastIndexOf('/') + 1);
    for (char end : new char[] {'@', ':'}) {
      int at = base.indexOf(end);
      base = at < 0 ? base : base.substring(0, at);
    }
    return valid(base);
  }

  private static String valid(String base) {
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < Math.min(base.length(), MAX_LENGTH); i++) {
      name.append(isAllowed(base.charAt(i)) ? base.charAt(i) : '-');
    }
    return name.length() == 0 ? FALLBACK : name.toString();
  }

  private static boolean isAllowed(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c == '_'
        || c == '-';
  }
}
