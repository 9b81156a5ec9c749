package io.slsemu.emulator;

import io.slsemu.emulator.async.Duplication;
import io.slsemu.emulator.async.aws.AwsEndpoint;
import io.slsemu.emulator.serviceapi.resources.account.CodeStorage;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the service API behaves.
 *
 * @param stateDirectory where functions, their versions and code, and events that wait outlast the
 *     emulator; null: they go with it
 * @param settling how long a new function is Pending, and an update InProgress
 * @param endpoint where queues, topics, event buses and buckets are that records go to, null:
 *     nowhere
 * @param duplication which events are delivered twice
 * @param enforcePermissions whether function URLs of AuthType NONE ask for the statements that open
 *     them
 * @param codeStorage bytes of zips that an account may keep in a region
 * @param ahead whether its state is opened while the emulator starts, since it will serve
 */
public record ServiceSettings(
    @Nullable Path stateDirectory,
    Duration settling,
    @Nullable AwsEndpoint endpoint,
    Duplication duplication,
    boolean enforcePermissions,
    long codeStorage,
    boolean ahead) {
  /**
   * Shorter than the service's second or two, long enough for a script that forgets to wait to be
   * told.
   */
  public static final Duration DEFAULT_SETTLING = Duration.ofMillis(200);

  /** Nothing outlasts the emulator. */
  public static final ServiceSettings DEFAULTS = new ServiceSettings(null, DEFAULT_SETTLING);

  /**
   * One whose events are delivered once, and whose records go nowhere; policies are not enforced.
   */
  public ServiceSettings(@Nullable Path stateDirectory, Duration settling) {
    this(stateDirectory, settling, null, Duplication.NONE, false, CodeStorage.DEFAULT_LIMIT, false);
  }
}
