package io.slsemu.emulator.function;

import org.jspecify.annotations.Nullable;

/**
 * How a function's log is written.
 *
 * @param format the form of the platform's own lines
 * @param applicationLevel the least level of the function's JSON lines that is written; null in
 *     text format, which has no levels
 * @param systemLevel the least level of the platform's events that is written: {@link
 *     LogLevel#DEBUG}, {@link LogLevel#INFO} or {@link LogLevel#WARN}; null in text format
 * @param group the log group its owner chose; null for the function's own
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html">monitoring-cloudwatchlogs-log-level</a>
 */
public record LoggingConfiguration(
    Format format,
    @Nullable LogLevel applicationLevel,
    @Nullable LogLevel systemLevel,
    @Nullable String group) {

  /** The service's default: text. */
  public static final LoggingConfiguration TEXT = new LoggingConfiguration(Format.TEXT, null, null);

  /** The form of log lines. */
  public enum Format {
    TEXT,
    JSON
  }

  /**
   * @throws InvalidConfigurationException if a level is given in text format, or the system's is
   *     none of the three there are
   */
  public LoggingConfiguration {
    if (format == Format.TEXT && (applicationLevel != null || systemLevel != null)) {
      throw new InvalidConfigurationException(
          "log levels are for the log format JSON only, and this function's is text",
          "choose the format json, or leave the levels out");
    }
    if (format == Format.JSON) {
      applicationLevel = applicationLevel == null ? LogLevel.INFO : applicationLevel;
      systemLevel = systemLevel == null ? LogLevel.INFO : systemLevel;
      if (!systemLevel.passes(LogLevel.DEBUG) || !LogLevel.WARN.passes(systemLevel)) {
        throw new InvalidConfigurationException(
            "system log level " + systemLevel + " does not exist", "use DEBUG, INFO or WARN");
      }
    }
  }

  /** In the function's own log group. */
  public LoggingConfiguration(
      Format format, @Nullable LogLevel applicationLevel, @Nullable LogLevel systemLevel) {
    this(format, applicationLevel, systemLevel, null);
  }

  /** JSON with both levels at the service's default, INFO. */
  public static LoggingConfiguration json() {
    return new LoggingConfiguration(Format.JSON, null, null);
  }

  /** The log group of a function whose owner chose none. */
  public static String ownGroup(FunctionName function) {
    return "/aws/lambda/" + function.value();
  }

  /** The same in a log group of the owner's choice, or with null in the function's own. */
  public LoggingConfiguration withGroup(@Nullable String newGroup) {
    return new LoggingConfiguration(format, applicationLevel, systemLevel, newGroup);
  }

  /** The log group of the function {@code name} that is configured so. */
  public String groupOf(FunctionName name) {
    return group == null ? ownGroup(name) : group;
  }

  public boolean isJson() {
    return format == Format.JSON;
  }
}
