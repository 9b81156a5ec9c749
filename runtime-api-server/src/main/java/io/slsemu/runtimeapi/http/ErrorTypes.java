package io.slsemu.runtimeapi.http;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which error types named by a runtime the platform repeats (Runtime Interface Emulator, {@code
 * rapid/model/customer_error.go}). The pattern is not anchored there, so neither is it here.
 */
final class ErrorTypes {

  static final String UNKNOWN = "Runtime.Unknown";

  private static final Pattern KNOWN = Pattern.compile("(Runtime|Function)\\.[A-Z][a-zA-Z]+");

  private ErrorTypes() {}

  static String known(@Nullable String named) {
    if (named == null) {
      return UNKNOWN;
    }
    if (KNOWN.matcher(named).find()) {
      return named;
    }
    return named.startsWith("Function.") ? "Function.Unknown" : UNKNOWN;
  }
}
