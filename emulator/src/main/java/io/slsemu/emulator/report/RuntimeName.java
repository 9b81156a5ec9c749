package io.slsemu.emulator.report;

import org.jspecify.annotations.Nullable;

/**
 * Which runtime serves.
 *
 * @param version such as {@code provided:al2023.v97}
 * @param arn its Amazon Resource Name
 */
public record RuntimeName(String version, String arn) {

  static RecordJson write(RecordJson json, @Nullable RuntimeName runtime) {
    return runtime == null
        ? json
        : json.text("runtimeVersion", runtime.version()).text("runtimeVersionArn", runtime.arn());
  }
}
