package io.slsemu.runtimeapi.http;

import io.undertow.util.HttpString;

/** The header names of the Runtime API (AWS: "Using the Lambda runtime API"). */
final class RuntimeHeaders {

  static final HttpString REQUEST_ID = new HttpString("Lambda-Runtime-Aws-Request-Id");
  static final HttpString DEADLINE_MS = new HttpString("Lambda-Runtime-Deadline-Ms");
  static final HttpString FUNCTION_ARN = new HttpString("Lambda-Runtime-Invoked-Function-Arn");
  static final HttpString TRACE_ID = new HttpString("Lambda-Runtime-Trace-Id");
  static final HttpString CLIENT_CONTEXT = new HttpString("Lambda-Runtime-Client-Context");
  static final HttpString COGNITO_IDENTITY = new HttpString("Lambda-Runtime-Cognito-Identity");

  /** New in 2026; runtimes echo it, so that a stale answer to a reused request id is noticed. */
  static final HttpString INVOCATION_ID = new HttpString("Lambda-Runtime-Invocation-Id");

  static final HttpString RESPONSE_MODE = new HttpString("Lambda-Runtime-Function-Response-Mode");

  /** A header of {@code /error} and {@code /init/error}, and a trailer of {@code /response}. */
  static final HttpString ERROR_TYPE = new HttpString("Lambda-Runtime-Function-Error-Type");

  /** A trailer of {@code /response}: the error document in base64. */
  static final HttpString ERROR_BODY = new HttpString("Lambda-Runtime-Function-Error-Body");

  private RuntimeHeaders() {}
}
