package io.slsemu.emulator.catalog;

import io.slsemu.emulator.function.Deployment;
import io.slsemu.emulator.function.FunctionArn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Remembers what it is told. */
public final class FakeDeployments implements Deployments {
  private final Map<String, Deployment> live = new TreeMap<>();
  private final List<String> notices = new ArrayList<>();
  private final List<String> refused = new ArrayList<>();

  /** From here on, a function of that name is refused. */
  void refuse(String name) {
    refused.add(name);
  }

  @Override
  public void deploy(Deployment deployment, long active) {
    String name = deployment.latest().name().value();
    if (refused.contains(name)) {
      throw new IllegalStateException("refused " + name);
    }
    live.put(deployment.latest().arn().toString(), deployment);
    notices.add("deploy " + deployment.latest().name());
  }

  @Override
  public void remove(FunctionArn function) {
    live.remove(function.toString());
    notices.add("remove " + function.name());
  }

  public @Nullable Deployment of(FunctionArn function) {
    return live.get(function.toString());
  }

  public List<String> notices() {
    return List.copyOf(notices);
  }
}
