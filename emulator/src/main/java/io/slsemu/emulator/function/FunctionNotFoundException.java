package io.slsemu.emulator.function;

import java.util.List;

/** No function has the name that was asked for, or none of its versions and aliases. */
public final class FunctionNotFoundException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String arn;

  /**
   * @param arn what was asked for
   * @param known the names there are
   */
  public FunctionNotFoundException(String arn, List<String> known) {
    super("Function not found: " + arn + (known.isEmpty() ? "" : "; there is " + known));
    this.arn = arn;
  }

  /** What was asked for. */
  public String arn() {
    return arn;
  }

  /** Whether a version or an alias was asked for. */
  public boolean isQualified() {
    return arn.split(":").length > 7; // arn:aws:lambda:region:account:function:name
  }
}
