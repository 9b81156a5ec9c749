package io.slsemu.emulator.serviceapi.operation;

import io.undertow.util.HttpString;

/** The headers of the service's HTTP API that more than one of its parts reads or writes. */
public final class ServiceHeaders {

  /** Of every answer; the request's own, where the caller gives the invocation its id. */
  public static final HttpString REQUEST_ID = new HttpString("x-amzn-RequestId");

  public static final HttpString TRACE_ID = new HttpString("X-Amzn-Trace-Id");
  public static final HttpString CLIENT_CONTEXT = new HttpString("X-Amz-Client-Context");
  public static final HttpString INVOCATION_TYPE = new HttpString("X-Amz-Invocation-Type");
  public static final HttpString LOG_TYPE = new HttpString("X-Amz-Log-Type");

  /** The number of the version that served, or $LATEST. */
  public static final HttpString EXECUTED_VERSION = new HttpString("X-Amz-Executed-Version");

  private ServiceHeaders() {}
}
