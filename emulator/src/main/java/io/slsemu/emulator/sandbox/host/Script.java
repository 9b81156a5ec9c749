package io.slsemu.emulator.sandbox.host;

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
public record Script(String text) {
  private static final String ROOT = "/io/slsemu/emulator/sandbox/";
  private static final List<String> SUPERVISOR =
      List.of(
          "host/kernel",
          "host/frames",
          "host/disk",
          "host/code",
          "process/root",
          "process/runner",
          "process/programs",
          "process/ledger",
          "process/init",
          "process/supervisor");
  private static final List<String> KEEPER =
      List.of(
          "host/kernel",
          "host/frames",
          "host/abilities",
          "host/disk",
          "host/code",
          "host/containers",
          "host/memory",
          "host/clearing",
          "host/peers",
          "host/tree",
          "host/keeper");

  public static Script supervisor() {
    return load(SUPERVISOR);
  }

  public static Script keeper() {
    return load(KEEPER);
  }

  public static Script reduced() {
    return load(
        List.of(
            "host/kernel",
            "host/frames",
            "host/tree",
            "process/programs",
            "process/ledger",
            "process/reduced"));
  }

  private static Script load(List<String> parts) {
    StringBuilder text = new StringBuilder(32_768);
    for (String part : parts) {
      try (InputStream in = Script.class.getResourceAsStream(ROOT + part + ".pl")) {
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

  public List<String> command(String perl, String... arguments) {
    List<String> command = new ArrayList<>(List.of(perl, "-e", text, "--"));
    command.addAll(List.of(arguments));
    return command;
  }
}
