package io.slsemu.emulator.serviceapi.operation;

import io.slsemu.emulator.function.Scope;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Requests as the server hands them to operations. */
public final class TestCalls {
  public static final Scope HOME = new Scope("us-east-1", Scope.DEFAULT_ACCOUNT);

  private TestCalls() {}

  /** A request with a query of one value for each name. */
  public static Call call(
      Operation operation, Map<String, String> path, Map<String, String> query, String body) {
    return new Call(operation, HOME, path, query, body.getBytes(StandardCharsets.UTF_8));
  }

  /** A request that lists functions. */
  public static Call list(Map<String, String> query) {
    return call(Operation.LIST_FUNCTIONS, Map.of(), query, "");
  }
}
