package io.slsemu.runtimeapi.model;

/** What a runtime posted for an invocation: the first of its replies that was accepted. */
public sealed interface RuntimeAnswer {

  /**
   * The runtime posted to {@code /response}.
   *
   * @param payload the body, whole and untouched
   * @param contentType the body's media type as the runtime named it
   */
  record Response(byte[] payload, String contentType) implements RuntimeAnswer {}

  /**
   * The runtime posted to {@code /error}, or ended a streamed response with error trailers.
   *
   * @param payload the error document for the caller
   * @param contentType its media type
   * @param errorType the error's type as telemetry may show it: {@code Runtime.…} or {@code
   *     Function.…}
   */
  record Failure(byte[] payload, String contentType, String errorType) implements RuntimeAnswer {}

  /**
   * The runtime posted a response larger than the limit and was told so with 413. Of a streamed
   * response, what is below the limit has been handed on.
   *
   * @param limitBytes the limit it broke
   */
  record Oversized(long limitBytes) implements RuntimeAnswer {}

  /**
   * A response that was handed on while it came, to its end.
   *
   * @param bytes how many bytes it had
   * @param contentType its media type as the runtime named it
   */
  record Streamed(long bytes, String contentType) implements RuntimeAnswer {}

  /**
   * A response that was handed on while it came, and broke off: the runtime's connection ended
   * within the body, or what came was no longer HTTP.
   *
   * @param bytes how many bytes of it were handed on
   */
  record Truncated(long bytes) implements RuntimeAnswer {}
}
