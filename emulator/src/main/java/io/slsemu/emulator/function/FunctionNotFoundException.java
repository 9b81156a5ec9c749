package io.slsemu.emulator.function;

import java.util.List;

/** No function has the name that was asked for. */
public final class FunctionNotFoundException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param name what was asked for
   * @param known the names there are
   */
  public FunctionNotFoundException(String name, List<String> known) {
    super("Function not found: " + name + (known.isEmpty() ? "" : "; there is " + known));
  }
}
