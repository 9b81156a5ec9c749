package io.slsemu.emulator;

import java.time.Duration;

/**
 * How an emulator behaves.
 *
 * @param sandbox which kind of sandbox
 * @param keepAlive how long an idle environment is kept; zero: it is removed after each invocation
 * @param initReport when INIT_REPORT is written
 * @param freeze whether resting environments are frozen, as the service does; off only to compare
 * @param docker what the docker sandbox is told
 * @param listener hears log lines and notices
 */
public record EmulatorConfig(
    SandboxKind sandbox,
    Duration keepAlive,
    InitReport initReport,
    boolean freeze,
    DockerSettings docker,
    EmulatorListener listener) {

  /** The service's measured keep-alive of idle environments: half are gone after 5 min 20 s. */
  public static final Duration DEFAULT_KEEP_ALIVE = Duration.ofSeconds(320);

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

  /** Defaults: auto sandbox, 5 min 20 s, INIT_REPORT always. */
  public static EmulatorConfig defaults(EmulatorListener listener) {
    return new EmulatorConfig(
        SandboxKind.AUTO,
        DEFAULT_KEEP_ALIVE,
        InitReport.ALWAYS,
        true,
        DockerSettings.DEFAULTS,
        listener);
  }
}
