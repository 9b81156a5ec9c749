package io.slsemu.emulator.serviceapi;

import io.slsemu.emulator.function.Scope;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, out of the signature that AWS's clients put to a request. Signatures are not checked:
 * any credentials will do.
 */
final class CallerScope {
  /** Key, date, region and service of Signature Version 4. */
  private static final Pattern CREDENTIAL =
      Pattern.compile("(?<key>[^/=,\\s]+)/\\d{8}/(?<region>[a-z0-9-]{1,32})/lambda/aws4_request");

  private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");
  private static final String IN_HEADER = "Credential=";
  private static final String IN_QUERY = "X-Amz-Credential";

  private CallerScope() {}

  /**
   * The region that was signed for, and the access key where it is an account's twelve digits.
   *
   * @param home what holds of the rest
   */
  static Scope of(HttpServerExchange exchange, Scope home) {
    String credential = credential(exchange);
    Matcher read = credential == null ? null : CREDENTIAL.matcher(credential);
    if (read == null || !read.lookingAt()) {
      return home;
    }
    String key = read.group("key");
    return new Scope(read.group("region"), ACCOUNT.matcher(key).matches() ? key : home.account());
  }

  private static @Nullable String credential(HttpServerExchange exchange) {
    String header = exchange.getRequestHeaders().getFirst(Headers.AUTHORIZATION);
    int start = header == null ? -1 : header.indexOf(IN_HEADER);
    if (header != null && start >= 0) {
      return header.substring(start + IN_HEADER.length());
    }
    Deque<String> query = exchange.getQueryParameters().get(IN_QUERY);
    return query == null ? null : query.peekFirst();
  }
}
