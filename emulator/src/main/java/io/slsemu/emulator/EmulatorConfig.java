package io.slsemu.emulator;

import io.slsemu.emulator.concurrency.ConcurrencyLimiter;
import io.slsemu.emulator.invoke.Bandwidth;
import io.slsemu.emulator.placement.LifeTime;
import org.jspecify.annotations.Nullable;

/**
 * How an emulator behaves.
 *
 * @param sandbox which kind of sandbox
 * @param life how long environments live
 * @param initReport when INIT_REPORT is written
 * @param freeze whether resting environments are frozen, as the service does; off only to compare
 * @param docker what the docker sandbox is told
 * @param concurrency the account's: how many calls may run at once in all
 * @param listener hears log lines and notices
 * @param bandwidth how fast streamed responses may be, null: as fast as they come
 * @param service how the service API behaves
 */
public record EmulatorConfig(
    SandboxKind sandbox,
    LifeTime life,
    InitReport initReport,
    boolean freeze,
    DockerSettings docker,
    int concurrency,
    EmulatorListener listener,
    @Nullable Bandwidth bandwidth,
    ServiceSettings service) {

  /** One whose streamed responses are as fast as they come. */
  public EmulatorConfig(
      SandboxKind sandbox,
      LifeTime life,
      InitReport initReport,
      boolean freeze,
      DockerSettings docker,
      int concurrency,
      EmulatorListener listener) {
    this(
        sandbox,
        life,
        initReport,
        freeze,
        docker,
        concurrency,
        listener,
        null,
        ServiceSettings.DEFAULTS);
  }

  /** Which kind of sandbox serves. */
  public enum SandboxKind {
    AUTO,
    PROCESS,
    DOCKER
  }

  /** When INIT_REPORT is written. */
  public enum InitReport {
    /** Once for every Init phase, as the teaching texts show it. */
    ALWAYS,
    /** Only when Init fails or runs out of time, as the service does for on-demand functions. */
    ON_FAILURE
  }

  /** Defaults: auto sandbox, the service's limits and life times, INIT_REPORT always. */
  public static EmulatorConfig defaults(EmulatorListener listener) {
    return new EmulatorConfig(
        SandboxKind.AUTO,
        LifeTime.DEFAULT,
        InitReport.ALWAYS,
        true,
        DockerSettings.DEFAULTS,
        ConcurrencyLimiter.DEFAULT_ACCOUNT_LIMIT,
        listener);
  }

  /** The same with streamed responses no faster than this. */
  public EmulatorConfig withBandwidth(Bandwidth limit) {
    return new EmulatorConfig(
        sandbox, life, initReport, freeze, docker, concurrency, listener, limit, service);
  }

  /** The same with another behaviour of the service API. */
  public EmulatorConfig withService(ServiceSettings settings) {
    return new EmulatorConfig(
        sandbox, life, initReport, freeze, docker, concurrency, listener, bandwidth, settings);
  }
}
