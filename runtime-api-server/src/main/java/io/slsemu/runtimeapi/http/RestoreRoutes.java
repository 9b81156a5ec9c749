package io.slsemu.runtimeapi.http;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.slsemu.runtimeapi.model.ContainerCredentials;
import io.slsemu.runtimeapi.session.MeetingPoint;
import io.slsemu.runtimeapi.session.RestoreSession;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.SameThreadExecutor;
import io.undertow.util.StatusCodes;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.RejectedExecutionException;
import org.xnio.IoUtils;

/** What is there for a runtime that is to be restored, and 404 for every other. */
final class RestoreRoutes {

  static final String NEXT = "/2018-06-01/runtime/restore/next";
  static final String ERROR = "/2018-06-01/runtime/restore/error";
  static final String CREDENTIALS = "/2021-04-23/credentials";

  /** Of AWS's Runtime Interface Emulator, {@code rapi/handler/credentials.go}. */
  private static final String NO_CREDENTIALS = "cannot get credentials for the provided token\n";

  private static final byte[] NO_BYTES = {};

  private final RestoreSession restore;
  private final InitErrorHandler error;

  RestoreRoutes(MeetingPoint session) {
    this.restore = session.restore();
    this.error =
        new InitErrorHandler(ApiErrors.MAX_PAYLOAD_BYTES, session::nanoTime, restore::error);
  }

  /**
   * @param path one of those above
   */
  void handle(HttpServerExchange exchange, String path) {
    HttpString method = path.equals(ERROR) ? Methods.POST : Methods.GET;
    if (!restore.isEnabled()) {
      ApiErrors.notFound(exchange);
    } else if (!exchange.getRequestMethod().equals(method)) {
      ApiErrors.methodNotAllowed(exchange);
    } else if (path.equals(ERROR)) {
      error.handleRequest(exchange);
    } else if (path.equals(CREDENTIALS)) {
      credentials(exchange);
    } else {
      // Dispatched, so that the exchange is not ended while the runtime is kept.
      exchange.dispatch(SameThreadExecutor.INSTANCE, () -> await(exchange));
    }
  }

  private void await(HttpServerExchange exchange) {
    restore.next(() -> goOn(exchange)).ifPresent(refusal -> ApiErrors.refuse(exchange, refusal));
  }

  private static void goOn(HttpServerExchange exchange) {
    try {
      exchange.getIoThread().execute(() -> ApiReply.send(exchange, StatusCodes.OK, null, NO_BYTES));
    } catch (RejectedExecutionException e) {
      // The worker has been shut down, and its connections with it.
      IoUtils.safeClose(exchange.getConnection());
    }
  }

  private void credentials(HttpServerExchange exchange) {
    String token = exchange.getRequestHeaders().getFirst(Headers.AUTHORIZATION);
    restore
        .credentials(token)
        .ifPresentOrElse(
            found -> ApiReply.send(exchange, StatusCodes.OK, ApiReply.JSON, utf8(document(found))),
            () ->
                ApiReply.send(
                    exchange, StatusCodes.NOT_FOUND, ApiReply.TEXT, utf8(NO_CREDENTIALS)));
  }

  private static String document(ContainerCredentials credentials) {
    return "{\"AccessKeyId\":"
        + quote(credentials.accessKeyId())
        + ",\"SecretAccessKey\":"
        + quote(credentials.secretAccessKey())
        + ",\"Token\":"
        + quote(credentials.sessionToken())
        + ",\"Expiration\":"
        + quote(credentials.expiration().toString())
        + "}\n";
  }

  private static String quote(String text) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
