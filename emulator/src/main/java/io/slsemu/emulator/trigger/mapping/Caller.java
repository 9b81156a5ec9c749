package io.slsemu.emulator.trigger.mapping;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who signed a request.
 *
 * @param accessKey the id of the key
 */
record Caller(String accessKey) {
  private static final Pattern HEADER =
      Pattern.compile("AWS4-[A-Z0-9-]+\\s+.*?Credential=([^/,\\s]+)/.*");

  private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");

  /** Reads a signature of version 4, in a header or in the query; null where there is none. */
  static @Nullable Caller of(WebRequest request) {
    Matcher header = HEADER.matcher(request.firstOrEmpty("Authorization"));
    if (header.matches()) {
      return new Caller(header.group(1));
    }
    var query = QueryString.decoded(request.rawQuery());
    if (!query.containsKey("X-Amz-Signature") || !query.containsKey("X-Amz-Credential")) {
      return null;
    }
    return new Caller(query.get("X-Amz-Credential").get(0).split("/", 2)[0]);
  }

  /** A key of twelve digits is its owner's account, as everywhere in the emulator. */
  String account(String home) {
    return ACCOUNT.matcher(accessKey).matches() ? accessKey : home;
  }
}
