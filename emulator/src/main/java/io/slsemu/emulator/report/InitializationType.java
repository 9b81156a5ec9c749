package io.slsemu.emulator.report;

/** Why an environment was initialised. */
public enum InitializationType {
  ON_DEMAND("on-demand"),
  PROVISIONED_CONCURRENCY("provisioned-concurrency"),
  SNAP_START("snap-start"),
  MANAGED_INSTANCES("lambda-managed-instances");

  private final String label;

  InitializationType(String label) {
    this.label = label;
  }

  /** The value in events and in {@code AWS_LAMBDA_INITIALIZATION_TYPE}. */
  public String label() {
    return label;
  }
}
