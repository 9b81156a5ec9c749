package io.slsemu.emulator.function;

/**
 * A version of a function that can be invoked: its configuration and where its unpacked code is.
 *
 * @param configuration as its owner set it
 * @param arn its name in the account, without a qualifier
 * @param code what runs
 * @param version {@link #LATEST}, or a published version's number
 */
public record Function(
    FunctionConfiguration configuration, FunctionArn arn, FunctionCode code, String version) {
  /** The version that changes with every deployment; others come with publishing. */
  public static final String LATEST = "$LATEST";

  /** One that changes with every deployment. */
  public Function(FunctionConfiguration configuration, FunctionArn arn, FunctionCode code) {
    this(configuration, arn, code, LATEST);
  }

  public FunctionName name() {
    return configuration.name();
  }
}
