package io.slsemu.emulator.serviceapi.functions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slsemu.emulator.function.FunctionArn;
import java.util.Map;

/** Keeps nothing beside functions. */
class NoExtras implements FunctionExtras {
  @Override
  public void tag(FunctionArn function, Map<String, String> tags) {}

  @Override
  public void sign(FunctionArn function, String configuration) {}

  @Override
  public void requireUnsigned(FunctionArn function) {}

  @Override
  public void requireStorage(FunctionArn function, long added) {}

  @Override
  public void describe(FunctionArn function, ObjectNode document) {}

  @Override
  public String codeUrl(String digest) {
    return digest;
  }
}
