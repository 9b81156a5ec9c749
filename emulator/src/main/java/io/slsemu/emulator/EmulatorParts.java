package io.slsemu.emulator;

import io.slsemu.emulator.concurrency.ConcurrencyLimiter;
import io.slsemu.emulator.environment.Credentials;
import io.slsemu.emulator.environment.EnvironmentServices;
import io.slsemu.emulator.function.FunctionRegistry;
import io.slsemu.emulator.function.Scope;
import io.slsemu.emulator.invoke.Invoker;
import io.slsemu.emulator.invoke.Streams;
import io.slsemu.emulator.placement.Placement;
import io.slsemu.emulator.report.TimeSource;
import io.slsemu.emulator.report.VirtualTime;
import io.slsemu.emulator.sandbox.SandboxProvider;
import io.slsemu.emulator.serviceapi.control.ControlApi;
import io.slsemu.emulator.serviceapi.control.LogRings;
import io.slsemu.runtimeapi.RuntimeApiServer;
import java.util.Map;

/**
 * What an emulator is made of: all that invokes, with nothing that listens.
 *
 * @param control serves the command line
 * @param age the clock by which environments age and events are due, which may be moved on
 */
record EmulatorParts(
    FunctionRegistry functions,
    Invoker invoker,
    ConcurrencyLimiter limiter,
    Placement placement,
    LiveDeployments deployments,
    EmulatorThreads threads,
    TimeSource time,
    VirtualTime age,
    EmulatorListener listener,
    ControlApi control) {

  static EmulatorParts of(
      EmulatorConfig config,
      EmulatorThreads threads,
      SandboxProvider sandboxes,
      RuntimeApiServer runtimeApi) {
    Map<String, String> variables = System.getenv();
    TimeSource time = TimeSource.system();
    VirtualTime age = new VirtualTime(time.nanos());
    LogRings logs = new LogRings(config.listener(), time.wall());
    EnvironmentServices services =
        new EnvironmentServices(
            sandboxes,
            runtimeApi,
            threads::startSandboxThread,
            time,
            age,
            Credentials.from(variables),
            EnvironmentServices.ON_DEMAND_INIT_LIMIT,
            config.initReport() == EmulatorConfig.InitReport.ALWAYS,
            config.freeze(),
            logs);
    FunctionRegistry functions = new FunctionRegistry(Scope.of(variables));
    ConcurrencyLimiter limiter = new ConcurrencyLimiter(config.concurrency(), age);
    Placement placement =
        new Placement(services, limiter, config.life(), threads.timer(), threads.lives());
    Streams streams = new Streams(config.bandwidth(), threads.timer());
    Invoker invoker = new Invoker(functions, limiter, placement, time, streams);
    LiveDeployments deployments = new LiveDeployments(functions, limiter, placement);
    return new EmulatorParts(
        functions,
        invoker,
        limiter,
        placement,
        deployments,
        threads,
        time,
        age,
        config.listener(),
        new ControlApi(
            functions,
            deployments.readiness(),
            placement.environments(),
            invoker,
            logs,
            sandboxes,
            threads.invocations()));
  }
}
