package io.slsemu.runtimeapi.model;

/** Why an extension could not be started (AWS's Runtime Interface Emulator, {@code fatalerror}). */
public enum ExtensionLaunchError {
  PERMISSION_DENIED("PermissionDenied"),
  /** More than ten executables are in {@code /opt/extensions}. */
  TOO_MANY_EXTENSIONS("TooManyExtensions"),
  UNKNOWN("UnknownError");

  private final String wireName;

  ExtensionLaunchError(String wireName) {
    this.wireName = wireName;
  }

  /** The error as log lines and telemetry show it. */
  public String wireName() {
    return wireName;
  }
}
