package io.slsemu.emulator.sandbox.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A perl program made of resource files. It is handed over on the command line, so that nothing has
 * to be written to disk, where somebody else might change what root runs.
 */
record Script(String text) {
  private static final List<String> SUPERVISOR =
      List.of("kernel", "frames", "disk", "root", "runner", "init", "supervisor");
  private static final List<String> KEEPER =
      List.of("kernel", "frames", "abilities", "clearing", "peers", "tree", "keeper");

  static Script supervisor() {
    return load(SUPERVISOR);
  }

  static Script keeper() {
    return load(KEEPER);
  }

  static Script reduced() {
    return load(List.of("kernel", "frames", "tree", "reduced"));
  }

  private static Script load(List<String> parts) {
    StringBuilder text = new StringBuilder(32_768);
    for (String part : parts) {
      try (InputStream in = Script.class.getResourceAsStream(part + ".pl")) {
        if (in == null) {
          throw new IllegalStateException("resource " + part + ".pl is missing");
        }
        text.append(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(part + ".pl cannot be read", e);
      }
    }
    return new Script(text.toString());
  }

  List<String> command(String perl, String... arguments) {
    List<String> command = new ArrayList<>(List.of(perl, "-e", text, "--"));
    command.addAll(List.of(arguments));
    return command;
  }
}
