package io.slsemu.emulator.serviceapi.functions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slsemu.emulator.function.FunctionArn;
import java.util.Map;

/** What others keep of a function. */
public interface FunctionExtras {
  /** Within a change: the tags that a function is created with. */
  void tag(FunctionArn function, Map<String, String> tags);

  /**
   * Within a change: the code signing configuration that a function is created with.
   *
   * @throws io.slsemu.emulator.serviceapi.operation.Refused if it is not there, or takes no code
   *     that nobody has signed
   */
  void sign(FunctionArn function, String configuration);

  /**
   * Makes sure that code which nobody has signed may be deployed.
   *
   * @throws io.slsemu.emulator.serviceapi.operation.Refused if it may not
   */
  void requireUnsigned(FunctionArn function);

  /**
   * Within a change that has added code: makes sure that the account may keep it.
   *
   * @param added bytes
   * @throws io.slsemu.emulator.serviceapi.operation.Refused if it is too much
   */
  void requireStorage(FunctionArn function, long added);

  /** Adds Tags and Concurrency to what is said of a function. */
  void describe(FunctionArn function, ObjectNode document);

  /** From where an archive can be downloaded. */
  String codeUrl(String digest);
}
