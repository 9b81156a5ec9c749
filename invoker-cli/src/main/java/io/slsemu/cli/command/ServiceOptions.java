package io.slsemu.cli.command;

import io.slsemu.cli.exit.CommandFailure;
import io.slsemu.cli.input.WorkingDirectory;
import io.slsemu.emulator.ServiceSettings;
import io.slsemu.emulator.async.Duplication;
import io.slsemu.emulator.async.aws.AwsEndpoint;
import io.slsemu.emulator.function.Scope;
import io.slsemu.emulator.serviceapi.resources.account.CodeStorage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/** The options of the Lambda service API: what it keeps, and how it treats events. */
final class ServiceOptions {
  private static final long BYTES_PER_MB = 1 << 20;
  private static final int DEFAULT_CODE_STORAGE = (int) (CodeStorage.DEFAULT_LIMIT / BYTES_PER_MB);

  private final @Nullable String stateDirectory;
  private final @Nullable Duration stateDelay;
  private final @Nullable String endpoint;
  private final String duplicates;
  private final boolean enforcePermissions;
  private final int codeStorage;
  private final boolean serves;

  ServiceOptions(ParseResult line) {
    stateDirectory = line.matchedOptionValue("--state-dir", null);
    stateDelay = line.matchedOptionValue("--state-delay", null);
    endpoint = line.matchedOptionValue("--aws-endpoint", null);
    duplicates = line.matchedOptionValue("--duplicate-rate", "0");
    codeStorage = line.matchedOptionValue("--code-storage", DEFAULT_CODE_STORAGE);
    enforcePermissions = line.hasMatchedOption("--enforce-permissions");
    serves = line.commandSpec().findOption("--state-dir") != null; // the command has these options
  }

  /** Adds these options to a command. */
  static void declare(Declare command) {
    command
        .text(
            "--state-dir",
            "DIR",
            "Keep functions, versions, code and queued events there (default: they go with it).")
        .duration(
            "--state-delay",
            "How long a new function is Pending, and an update InProgress (default 200ms).")
        .text(
            "--aws-endpoint",
            "URL",
            "Where SQS, SNS, EventBridge and S3 are: for destinations, dead letters, and code in S3.")
        .text(
            "--duplicate-rate",
            "SHARE",
            "Deliver that share of events twice, 0 to 1, to test idempotency (default 0).")
        .number(
            "--code-storage",
            "MB",
            "How much code an account may keep, beyond which 400 (default 76800, 75 GB).")
        .flag(
            "--enforce-permissions",
            "Answer 403 at function URLs of AuthType NONE whose policy does not open them to all.");
  }

  /**
   * @throws CommandFailure if a value is wrong
   */
  ServiceSettings settings(WorkingDirectory directory, Map<String, String> environment) {
    Path state = stateDirectory == null ? null : directory.resolve(stateDirectory);
    return new ServiceSettings(
        state,
        stateDelay == null ? ServiceSettings.DEFAULT_SETTLING : stateDelay,
        endpoint(environment),
        duplication(),
        enforcePermissions,
        codeStorage(),
        serves);
  }

  private @Nullable AwsEndpoint endpoint(Map<String, String> environment) {
    if (endpoint == null) {
      return null;
    }
    try {
      return AwsEndpoint.of(endpoint, Scope.of(environment).region());
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage("--aws-endpoint: " + e.getMessage(), null);
    }
  }

  private long codeStorage() {
    if (codeStorage < 1) {
      throw CommandFailure.usage(
          "--code-storage " + codeStorage + " is out of range", "use 1 or more, in MB");
    }
    return codeStorage * BYTES_PER_MB;
  }

  private Duplication duplication() {
    try {
      double rate = Double.parseDouble(duplicates);
      return rate == 0 ? Duplication.NONE : new Duplication(rate, new Random());
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage(
          "--duplicate-rate " + duplicates + " is no share of events", "use 0 to 1, as 0.1");
    }
  }
}
