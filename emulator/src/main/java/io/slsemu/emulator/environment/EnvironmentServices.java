package io.slsemu.emulator.environment;

import io.slsemu.emulator.function.FunctionTimeout;
import io.slsemu.emulator.report.InitializationType;
import io.slsemu.emulator.report.TimeSource;
import io.slsemu.emulator.sandbox.SandboxProvider;
import io.slsemu.runtimeapi.RuntimeApiServer;
import io.slsemu.runtimeapi.telemetry.ThreadStarter;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * What every environment of an emulator shares.
 *
 * @param sandboxes makes their sandboxes
 * @param runtimeApi opens their Runtime APIs
 * @param threads starts the threads that hand telemetry to their extensions
 * @param time measures their phases
 * @param age nanoseconds by which they rest and age, which may be moved on
 * @param credentials what their functions find as credentials
 * @param initLimit how long the Init phase ahead of the first invocation may take
 * @param reportEveryInit whether a good Init of an on-demand function gets an INIT_REPORT too
 * @param freeze whether resting environments are frozen
 * @param log hears their lines
 */
public record EnvironmentServices(
    SandboxProvider sandboxes,
    RuntimeApiServer runtimeApi,
    ThreadStarter threads,
    TimeSource time,
    LongSupplier age,
    Credentials credentials,
    Duration initLimit,
    boolean reportEveryInit,
    boolean freeze,
    LogSink log) {

  /**
   * The limit of the Init phase of an on-demand function.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html">lambda-runtime-environment</a>
   */
  public static final Duration ON_DEMAND_INIT_LIMIT = Duration.ofSeconds(10);

  /** The least limit of an Init that no call waits for; see the same page. */
  private static final Duration UNHURRIED = Duration.ofSeconds(130);

  /** How long the Init phase of such an environment may take. */
  Duration initLimit(InitializationType type, FunctionTimeout timeout) {
    if (type == InitializationType.ON_DEMAND) {
      return initLimit;
    }
    return timeout.duration().compareTo(UNHURRIED) > 0 ? timeout.duration() : UNHURRIED;
  }
}
