package io.slsemu.runtimeapi.http;

import io.undertow.util.HttpString;

/** The header names of the Extensions API (AWS: "Using the Lambda Extensions API"). */
final class ExtensionHeaders {

  static final HttpString NAME = new HttpString("Lambda-Extension-Name");
  static final HttpString ACCEPT_FEATURE = new HttpString("Lambda-Extension-Accept-Feature");
  static final HttpString IDENTIFIER = new HttpString("Lambda-Extension-Identifier");
  static final HttpString EVENT_IDENTIFIER = new HttpString("Lambda-Extension-Event-Identifier");

  /** Of {@code init/error} and {@code exit/error}. */
  static final HttpString ERROR_TYPE = new HttpString("Lambda-Extension-Function-Error-Type");

  private ExtensionHeaders() {}
}
