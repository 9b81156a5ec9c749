package io.slsemu.cli.logging;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Logger;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.NOPLogger;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * The log of the HTTP server's libraries: their warnings and errors on stderr. The launcher names
 * it in {@code slf4j.provider}. java.util.logging, where they went otherwise, takes a tenth of the
 * time of a start to wake, and looks through every jar for parts of itself.
 */
public final class LibraryLogs implements SLF4JServiceProvider {
  /** Tells, as errors with stack traces, what is wrong with bytes that clients sent. */
  private static final String CLIENT_FAULTS = "io.undertow.request.io";

  private static final PrintStream STDERR =
      new PrintStream(new FileOutputStream(FileDescriptor.err), true);

  private final IMarkerFactory markers = new BasicMarkerFactory();
  private final MDCAdapter context = new NOPMDCAdapter();

  /** The log of one library's part. All but the HTTP server's are silent. */
  static Logger named(String name) {
    boolean http =
        name.startsWith("io.undertow")
            || name.startsWith("org.xnio")
            || name.startsWith("org.jboss");
    return http && !name.equals(CLIENT_FAULTS)
        ? new WarningsLogger(name, STDERR)
        : NOPLogger.NOP_LOGGER;
  }

  @Override
  public ILoggerFactory getLoggerFactory() {
    return LibraryLogs::named;
  }

  @Override
  public IMarkerFactory getMarkerFactory() {
    return markers;
  }

  @Override
  public MDCAdapter getMDCAdapter() {
    return context;
  }

  @Override
  public String getRequestedApiVersion() {
    return "2.0.99";
  }

  @Override
  public void initialize() {}
}
