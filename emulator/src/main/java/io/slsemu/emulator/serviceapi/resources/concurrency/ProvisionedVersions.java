package io.slsemu.emulator.serviceapi.resources.concurrency;

import io.slsemu.emulator.function.Function;
import io.slsemu.emulator.function.FunctionArn;
import io.slsemu.emulator.function.FunctionNotFoundException;
import io.slsemu.emulator.function.FunctionReference;
import io.slsemu.emulator.function.FunctionRegistry;
import io.slsemu.emulator.placement.ProvisionedConcurrency;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The versions that have provisioned environments: brought into line with what is asked for, each
 * time that changes or the function is deployed. What stays as it was keeps its environments.
 */
final class ProvisionedVersions {
  private final FunctionRegistry functions;
  private final ProvisionedEnvironments environments;
  private final Map<FunctionArn, Map<String, Standing>> standing = new HashMap<>();

  ProvisionedVersions(FunctionRegistry functions, ProvisionedEnvironments environments) {
    this.functions = functions;
    this.environments = environments;
  }

  private record Standing(Function function, int count) {}

  /**
   * @param wanted how many of each version, by its number
   */
  synchronized void align(FunctionArn arn, Map<String, Integer> wanted) {
    Map<String, Standing> current = standing.computeIfAbsent(arn, key -> new HashMap<>());
    withdraw(current, arn, wanted);
    wanted.forEach(
        (version, count) -> {
          Function function = find(arn, version);
          if (function != null && !isSame(current.get(version), function, count)) {
            environments.provision(function, count);
            current.put(version, new Standing(function, count));
          }
        });
    if (current.isEmpty()) {
      standing.remove(arn);
    }
  }

  /**
   * @throws io.slsemu.emulator.function.InvalidConfigurationException if a version cannot have any
   */
  void check(FunctionArn arn, String version, int count) {
    Function function = find(arn, version);
    if (function != null) {
      ProvisionedConcurrency.check(function.configuration(), count);
    }
  }

  /** How far a version is, null if nothing is asked for it. */
  synchronized @Nullable ProvisionedConcurrency of(FunctionArn arn, String version) {
    Standing found = standing.getOrDefault(arn, Map.of()).get(version);
    return found == null ? null : environments.provisioned(found.function());
  }

  private void withdraw(
      Map<String, Standing> current, FunctionArn arn, Map<String, Integer> wanted) {
    for (Iterator<Map.Entry<String, Standing>> each = current.entrySet().iterator();
        each.hasNext(); ) {
      Map.Entry<String, Standing> entry = each.next();
      Function former = entry.getValue().function();
      if (!wanted.containsKey(entry.getKey()) || former != find(arn, entry.getKey())) {
        if (environments.provisioned(former) != null) { // else its deployment has ended it
          environments.provision(former, 0);
        }
        each.remove();
      }
    }
  }

  private static boolean isSame(@Nullable Standing current, Function function, int count) {
    return current != null && current.function() == function && current.count() == count;
  }

  private @Nullable Function find(FunctionArn arn, String version) {
    try {
      return functions.require(new FunctionReference(arn.scope(), arn.name().value(), version));
    } catch (FunctionNotFoundException e) {
      return null; // deleted meanwhile
    }
  }
}
