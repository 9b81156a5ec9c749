package io.slsemu.emulator.serviceapi.control;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.net.InetSocketAddress;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Who may use the control API: programs on this machine. A web page may not, though the browser
 * that shows it is one: it sends an Origin with whatever changes something, and a Host of its own
 * if its name was made to point here.
 */
public final class Visitors {
  private Visitors() {}

  /** Why a request is refused, null if it is not. */
  static @Nullable String refusal(HttpServerExchange exchange) {
    InetSocketAddress peer = exchange.getSourceAddress();
    if (peer.getAddress() == null || !peer.getAddress().isLoopbackAddress()) {
      return "only programs on the emulator's own machine may ask this";
    }
    String host = exchange.getRequestHeaders().getFirst(Headers.HOST);
    if (host == null || !isLoopback(host)) {
      return "the Host header is " + host + ", and has to name this machine: 127.0.0.1";
    }
    return exchange.getRequestHeaders().contains(Headers.ORIGIN)
        ? "a request with an Origin header comes from a web page, which may not ask this"
        : null;
  }

  /**
   * Whether a request comes from a web page that is not of this machine: such a page could have its
   * reader's browser create a function here, and run it.
   */
  public static boolean isForeignPage(HttpServerExchange exchange) {
    String origin = exchange.getRequestHeaders().getFirst(Headers.ORIGIN);
    return origin != null && !isLoopback(origin.replaceFirst("^https?://", ""));
  }

  /** By its spelling alone: to look a name up would ask who made it point here. */
  static boolean isLoopback(String hostHeader) {
    String host = hostHeader.toLowerCase(Locale.ROOT);
    if (host.startsWith("[")) {
      return host.startsWith("[::1]") && host.substring(5).matches("(:\\d{1,5})?");
    }
    String name = host.replaceFirst(":\\d{1,5}$", "");
    return name.equals("localhost") || name.matches("127(\\.\\d{1,3}){3}");
  }
}
