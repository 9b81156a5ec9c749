package io.slsemu.emulator.serviceapi;

import io.slsemu.emulator.code.CodeStore;
import io.slsemu.emulator.serviceapi.operation.ServiceError;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;

/** Serves the zip of a function to whoever follows the Location that GetFunction gave. */
final class CodeHandler {
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  private final CodeStore code;
  private final Executor threads;

  CodeHandler(CodeStore code, Executor threads) {
    this.code = code;
    this.threads = threads;
  }

  void handle(HttpServerExchange exchange, String digest) {
    Path archive = DIGEST.matcher(digest).matches() ? code.archive(digest) : null;
    if (archive == null
        || !Files.exists(archive)
        || !exchange.getRequestMethod().equals(Methods.GET)) {
      ServiceError.notFound("There is no code " + digest).send(exchange);
      return;
    }
    exchange.dispatch(threads, () -> send(exchange, archive));
  }

  private static void send(HttpServerExchange exchange, Path archive) {
    exchange.startBlocking();
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/zip");
    try {
      exchange.setResponseContentLength(Files.size(archive));
      OutputStream out = exchange.getOutputStream();
      Files.copy(archive, out);
    } catch (IOException callerIsGone) {
      // Nobody is left to be told.
      return;
    } finally {
      exchange.endExchange();
    }
  }
}
