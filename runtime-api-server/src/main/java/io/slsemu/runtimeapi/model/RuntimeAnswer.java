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
   * The runtime posted a response larger than the limit and was told so with 413.
   *
   * @param limitBytes the limit it broke
   */
  record Oversized(long limitBytes) implements RuntimeAnswer {}
}
