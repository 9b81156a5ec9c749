package io.slsemu.runtimeapi.model;

/** Why an environment ends, in the words of the Extensions API (AWS: "Shutdown phase"). */
public enum ShutdownReason {
  /** It is not needed any more. */
  SPINDOWN("spindown"),
  /** The function's timeout ran out. */
  TIMEOUT("timeout"),
  /** The runtime or an extension failed. */
  FAILURE("failure");

  private final String wireName;

  ShutdownReason(String wireName) {
    this.wireName = wireName;
  }

  /** The reason after a runtime was lost: its time was over, or it failed. */
  public static ShutdownReason ofLoss(boolean late) {
    return late ? TIMEOUT : FAILURE;
  }

  /** The reason as a SHUTDOWN event shows it. */
  public String wireName() {
    return wireName;
  }
}
