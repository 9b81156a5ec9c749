package io.slsemu.cli.project;

/** The processor of this machine, in the words of {@code uname -m} and of Go. */
final class Machine {
  private Machine() {}

  static String architecture() {
    String arch = System.getProperty("os.arch");
    return arch.equals("amd64") ? "x86_64" : arch;
  }

  static String goArch() {
    String arch = architecture();
    if (arch.equals("x86_64")) {
      return "amd64";
    }
    return arch.equals("aarch64") ? "arm64" : arch;
  }
}
