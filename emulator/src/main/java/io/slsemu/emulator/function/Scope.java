package io.slsemu.emulator.function;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where functions have their names: one account in one region.
 *
 * @param region as {@code AWS_REGION} names it
 * @param account twelve digits
 */
public record Scope(String region, String account) {
  /** The account of an emulator nobody told otherwise: no real account has it. */
  public static final String DEFAULT_ACCOUNT = "000000000000";

  /**
   * An emulator's own: the default account, in the region that AWS's tools would take.
   *
   * @param variables the emulator's environment
   */
  public static Scope of(Map<String, String> variables) {
    String region = variables.getOrDefault("AWS_REGION", "");
    return new Scope(
        region.isEmpty() ? variables.getOrDefault("AWS_DEFAULT_REGION", "us-east-1") : region,
        DEFAULT_ACCOUNT);
  }

  public FunctionArn function(String name) {
    return new FunctionArn(region, account, new FunctionName(name));
  }

  // Written out: see FunctionArn.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Scope scope
        && region.equals(scope.region)
        && account.equals(scope.account);
  }

  @Override
  public int hashCode() {
    return region.hashCode() * 31 + account.hashCode();
  }
}
