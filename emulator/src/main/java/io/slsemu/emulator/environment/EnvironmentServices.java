package io.slsemu.emulator.environment;

import io.slsemu.emulator.report.TimeSource;
import io.slsemu.emulator.sandbox.SandboxProvider;
import io.slsemu.runtimeapi.RuntimeApiServer;
import java.time.Duration;

/**
 * What every environment of an emulator shares.
 *
 * @param sandboxes makes their sandboxes
 * @param runtimeApi opens their Runtime APIs
 * @param time measures their phases
 * @param credentials what their functions find as credentials
 * @param initLimit how long the Init phase ahead of the first invocation may take
 * @param reportEveryInit whether a good Init of an on-demand function gets an INIT_REPORT too
 * @param freeze whether resting environments are frozen
 * @param log hears their lines
 */
public record EnvironmentServices(
    SandboxProvider sandboxes,
    RuntimeApiServer runtimeApi,
    TimeSource time,
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
}
