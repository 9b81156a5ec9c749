package io.slsemu.runtimeapi.telemetry;

/** Starts the thread that delivers to one subscriber; it ends with the session. */
@FunctionalInterface
public interface ThreadStarter {
  void start(String name, Runnable work);
}
