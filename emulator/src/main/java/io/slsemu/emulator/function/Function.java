package io.slsemu.emulator.function;

import java.nio.file.Path;

/**
 * A function that can be invoked: its configuration and where its unpacked code is.
 *
 * @param configuration as its owner set it
 * @param arn its name in the account
 * @param taskRoot the directory that becomes {@code /var/task}
 */
public record Function(FunctionConfiguration configuration, FunctionArn arn, Path taskRoot) {
  /** The version that changes with every deployment; others come with publishing. */
  public static final String LATEST = "$LATEST";

  public FunctionName name() {
    return configuration.name();
  }
}
