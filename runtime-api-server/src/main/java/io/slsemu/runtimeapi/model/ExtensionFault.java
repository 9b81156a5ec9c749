package io.slsemu.runtimeapi.model;

/**
 * An extension's failure, which ends the environment.
 *
 * @param extension the extension's name
 * @param text what is known of it: what the extension said, or how its process ended
 */
public record ExtensionFault(String extension, Type type, String text) {

  /** The service's error types (AWS's Runtime Interface Emulator, {@code fatalerror.go}). */
  public enum Type {
    /** It posted to {@code /extension/init/error}. */
    INIT_ERROR("Extension.InitError"),
    /** It posted to {@code /extension/exit/error}. */
    EXIT_ERROR("Extension.ExitError"),
    /** Its process ended, and it had not said why. */
    CRASH("Extension.Crash"),
    /** Its process could not be started. */
    LAUNCH_ERROR("Extension.LaunchError");

    private final String wireName;

    Type(String wireName) {
      this.wireName = wireName;
    }

    /** The type as answers, log lines and telemetry show it. */
    public String wireName() {
      return wireName;
    }
  }
}
