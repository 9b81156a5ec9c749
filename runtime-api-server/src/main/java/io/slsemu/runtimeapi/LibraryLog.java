package io.slsemu.runtimeapi;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What Undertow and XNIO log by java.util.logging. Untouched where the application had them log by
 * something else, with the system property of JBoss Logging: it takes long to wake.
 */
public final class LibraryLog {
  private static final String PROVIDER = "org.jboss.logging.provider";

  private LibraryLog() {}

  /** Leaves warnings and errors, unless the application has set the logger's level. */
  public static void quieten(String logger) {
    if (isUsed()) {
      Loggers.limit(logger, Level.WARNING);
    }
  }

  /** Leaves nothing, unless the application has set the logger's level. */
  public static void silence(String logger) {
    if (isUsed()) {
      Loggers.limit(logger, Level.OFF);
    }
  }

  private static boolean isUsed() {
    return "jdk".equalsIgnoreCase(System.getProperty(PROVIDER, "jdk"));
  }

  /** Wakes java.util.logging. */
  private static final class Loggers {
    /** Held, since the log manager itself forgets loggers that nobody holds. */
    private static final Set<Logger> HELD = ConcurrentHashMap.newKeySet();

    static void limit(String name, Level level) {
      Logger logger = Logger.getLogger(name);
      HELD.add(logger);
      if (logger.getLevel() == null) {
        logger.setLevel(level);
      }
    }
  }
}
