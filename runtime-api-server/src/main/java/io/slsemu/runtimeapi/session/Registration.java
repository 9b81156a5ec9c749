package io.slsemu.runtimeapi.session;

import io.slsemu.runtimeapi.model.FunctionIdentity;
import java.util.UUID;

/** What became of an extension's wish to register. */
public sealed interface Registration {

  /**
   * It is registered.
   *
   * @param identifier what it shows with each of its later calls
   */
  record Accepted(UUID identifier, FunctionIdentity function) implements Registration {}

  /** It is not. */
  record Refused(ExtensionRefusal refusal) implements Registration {}
}
