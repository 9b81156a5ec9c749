package io.slsemu.emulator;

import io.slsemu.emulator.catalog.Deployments;
import io.slsemu.emulator.concurrency.ConcurrencyLimiter;
import io.slsemu.emulator.function.Deployment;
import io.slsemu.emulator.function.Function;
import io.slsemu.emulator.function.FunctionArn;
import io.slsemu.emulator.function.FunctionRegistry;
import io.slsemu.emulator.function.Readiness;
import io.slsemu.emulator.placement.Placement;
import io.slsemu.emulator.placement.ProvisionedConcurrency;
import java.time.Clock;
import java.util.List;
import java.util.Objects;

/** Has what is deployed invoked from now on, and ends the environments of what it replaces. */
final class LiveDeployments implements Deployments {
  private final FunctionRegistry functions;
  private final Readiness readiness = new Readiness(Clock.systemUTC());
  private final ConcurrencyLimiter limiter;
  private final Placement placement;

  LiveDeployments(FunctionRegistry functions, ConcurrencyLimiter limiter, Placement placement) {
    this.functions = functions;
    this.limiter = limiter;
    this.placement = placement;
  }

  /** Which of them cannot be invoked yet. */
  Readiness readiness() {
    return readiness;
  }

  @Override
  public void deploy(Deployment deployment, long active) {
    Deployment before = functions.put(deployment);
    readiness.await(deployment.latest().arn(), active);
    List<Function> now = deployment.all();
    if (before != null) {
      before.all().stream().filter(each -> !now.contains(each)).forEach(placement::retire);
    }
    now.stream()
        .filter(each -> before == null || !before.all().contains(each))
        .forEach(placement::keepCheckpoint);
  }

  @Override
  public void remove(FunctionArn function) {
    readiness.forget(function);
    Deployment before = functions.remove(function);
    if (before != null) {
      before.all().forEach(placement::retire);
    }
  }

  /**
   * The same for a function that is deployed directly: what it has provisioned follows, and what
   * was published under its name stays.
   *
   * @throws io.slsemu.emulator.function.InvalidConfigurationException if it has provisioned
   *     environments and no longer can
   */
  void deploy(Function function) {
    int provisioned = provisioned(function.arn());
    ProvisionedConcurrency.check(function.configuration(), provisioned);
    Deployment before = functions.put(function);
    readiness.forget(function.arn());
    if (before != null) {
      placement.retire(before.latest());
    }
    placement.keepCheckpoint(function);
    if (provisioned > 0) {
      placement.provision(function, provisioned);
    }
  }

  /** How many environments the function itself is to have, beside those of its versions. */
  private int provisioned(FunctionArn function) {
    Deployment current = functions.find(function);
    int ofVersions =
        current == null
            ? 0
            : current.versions().values().stream()
                .map(placement::provisioned)
                .filter(Objects::nonNull)
                .mapToInt(ProvisionedConcurrency::requested)
                .sum();
    return limiter.provisioned(function) - ofVersions;
  }
}
