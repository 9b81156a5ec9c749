package io.slsemu.emulator.environment;

import io.slsemu.emulator.report.TimeSource;
import io.slsemu.emulator.sandbox.SandboxProvider;
import io.slsemu.runtimeapi.RuntimeApiServer;

/**
 * What every environment of an emulator shares.
 *
 * @param sandboxes makes their sandboxes
 * @param runtimeApi opens their Runtime APIs
 * @param time measures their phases
 * @param credentials what their functions find as credentials
 * @param reportEveryInit whether a good Init of an on-demand function gets an INIT_REPORT too
 * @param freeze whether resting environments are frozen
 * @param log hears their lines
 */
public record EnvironmentServices(
    SandboxProvider sandboxes,
    RuntimeApiServer runtimeApi,
    TimeSource time,
    Credentials credentials,
    boolean reportEveryInit,
    boolean freeze,
    LogSink log) {}
