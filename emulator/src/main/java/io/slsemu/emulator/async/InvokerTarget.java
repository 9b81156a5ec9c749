package io.slsemu.emulator.async;

import io.slsemu.emulator.concurrency.ConcurrencyLimiter;
import io.slsemu.emulator.concurrency.TooManyRequestsException;
import io.slsemu.emulator.environment.InvocationOutcome;
import io.slsemu.emulator.environment.InvocationOutcome.Kind;
import io.slsemu.emulator.function.Function;
import io.slsemu.emulator.function.FunctionNotFoundException;
import io.slsemu.emulator.function.FunctionReference;
import io.slsemu.emulator.invoke.InvokeRequest;
import io.slsemu.emulator.invoke.Invoker;
import io.slsemu.emulator.invoke.Responder;
import io.slsemu.emulator.placement.StartPreference;
import io.slsemu.emulator.sandbox.SandboxException;
import io.slsemu.runtimeapi.model.Invocation;

/** Invokes events as calls are that somebody waits for. */
public final class InvokerTarget implements Target {
  private final Invoker invoker;
  private final ConcurrencyLimiter limiter;

  public InvokerTarget(Invoker invoker, ConcurrencyLimiter limiter) {
    this.invoker = invoker;
    this.limiter = limiter;
  }

  @Override
  public Outcome invoke(AsyncEvent event, Runnable begun) {
    VersionTaker version = new VersionTaker(begun);
    try {
      return outcome(invoker.invoke(request(event), version).outcome(), version.executed);
    } catch (TooManyRequestsException e) {
      return limiter.isSwitchedOff(event.function())
          ? new Outcome.SwitchedOff()
          : new Outcome.Refused(429, TooManyRequestsException.MESSAGE);
    } catch (FunctionNotFoundException e) {
      return new Outcome.Gone("Function not found: " + e.arn());
    } catch (SandboxException e) {
      return new Outcome.Refused(500, e.getMessage() + "; " + e.remedy());
    } catch (RuntimeException e) {
      return new Outcome.Refused(500, String.valueOf(e.getMessage()));
    }
  }

  private static InvokeRequest request(AsyncEvent event) {
    FunctionReference reference =
        new FunctionReference(
            event.function().scope(), event.function().name().value(), event.qualifier());
    return new InvokeRequest(reference, event.payload(), null, StartPreference.ANY, event.ids());
  }

  private static Outcome outcome(InvocationOutcome outcome, String version) {
    if (outcome.kind() == Kind.ENVIRONMENT_SHUT_DOWN) {
      return new Outcome.Refused(500, "its environment was shut down"); // and not by the function
    }
    return outcome.isError()
        ? new Outcome.Failed(version, outcome.payload())
        : new Outcome.Succeeded(version, outcome.payload());
  }

  /** Remembers which version served, and says that one does. */
  private static final class VersionTaker implements Responder {
    private final Runnable begun;
    private volatile String executed = Function.LATEST;

    VersionTaker(Runnable begun) {
      this.begun = begun;
    }

    @Override
    public void resolved(Function function) {
      executed = function.version();
      begun.run();
    }

    @Override
    public void answer(Invocation invocation, InvocationOutcome outcome) {}
  }
}
