package io.slsemu.emulator.function;

/**
 * A function's Amazon Resource Name.
 *
 * @param region where it would live, as {@code AWS_REGION} says
 * @param account its owner's twelve digits
 * @param name the function
 */
public record FunctionArn(String region, String account, FunctionName name) {
  /** The account of an emulator nobody told otherwise: no real account has it. */
  public static final String DEFAULT_ACCOUNT = "000000000000";

  @Override
  public String toString() {
    return "arn:aws:lambda:" + region + ":" + account + ":function:" + name;
  }
}
