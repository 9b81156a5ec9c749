package io.slsemu.emulator.environment;

import io.slsemu.emulator.function.FunctionRuntime;
import io.slsemu.emulator.report.RuntimeName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * What INIT_START says of the runtime. The service prints the version of its own image there
 * ({@code provided:al2023.v97}, {@code python:3.12.v38}); this one is the emulator's, and says so.
 */
public final class RuntimeVersion {
  private static final Pattern IDENTIFIER = Pattern.compile("([a-z]+)\\.?(.*?)(\\.x)?");

  private RuntimeVersion() {}

  /** The last part of the ARN is the SHA-256 of the name, in the form of the service's. */
  public static RuntimeName of(FunctionRuntime runtime) {
    String name = IDENTIFIER.matcher(runtime.identifier()).replaceFirst("$1:$2") + ".sls-emu";
    return new RuntimeName(name, "arn:aws:lambda:us-east-1::runtime:" + sha256(name));
  }

  private static String sha256(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
