package io.slsemu.emulator.function;

/**
 * A function that can be invoked: its configuration and where its unpacked code is.
 *
 * @param configuration as its owner set it
 * @param arn its name in the account
 * @param code what runs
 */
public record Function(FunctionConfiguration configuration, FunctionArn arn, FunctionCode code) {
  /** The version that changes with every deployment; others come with publishing. */
  public static final String LATEST = "$LATEST";

  public FunctionName name() {
    return configuration.name();
  }
}
