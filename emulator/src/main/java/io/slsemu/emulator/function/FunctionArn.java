package io.slsemu.emulator.function;

import org.jspecify.annotations.Nullable;

/**
 * A function's Amazon Resource Name.
 *
 * @param region where it would live, as {@code AWS_REGION} says
 * @param account its owner's twelve digits
 * @param name the function
 */
public record FunctionArn(String region, String account, FunctionName name) {

  public Scope scope() {
    return new Scope(region, account);
  }

  /** The name of one of its versions or aliases. */
  public String qualified(String qualifier) {
    return this + ":" + qualifier;
  }

  @Override
  public String toString() {
    return "arn:aws:lambda:" + region + ":" + account + ":function:" + name;
  }

  // Written out, here and in what it is made of: what a record has of itself is linked when it is
  // first used, by method handles, and every start of the command uses this one.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FunctionArn arn
        && region.equals(arn.region)
        && account.equals(arn.account)
        && name.equals(arn.name);
  }

  @Override
  public int hashCode() {
    return (region.hashCode() * 31 + account.hashCode()) * 31 + name.hashCode();
  }
}
