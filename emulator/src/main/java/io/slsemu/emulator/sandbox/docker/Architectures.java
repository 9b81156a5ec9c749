package io.slsemu.emulator.sandbox.docker;

/** One architecture has two names: the kernel's, and Go's, which images carry. */
final class Architectures {
  private Architectures() {}

  /** As {@code uname -m} writes it. */
  static String ofKernel(String name) {
    return switch (name) {
      case "amd64" -> "x86_64";
      case "arm64" -> "aarch64";
      default -> name;
    };
  }

  /** As image metadata and {@code --platform} write it. */
  static String ofImages(String name) {
    return switch (name) {
      case "x86_64" -> "amd64";
      case "aarch64" -> "arm64";
      default -> name;
    };
  }
}
