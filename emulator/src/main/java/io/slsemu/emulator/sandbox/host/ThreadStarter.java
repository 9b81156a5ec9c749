package io.slsemu.emulator.sandbox.host;

/** Starts a named daemon thread: the seam to the place that creates all threads. */
@FunctionalInterface
public interface ThreadStarter {
  void start(String name, Runnable work);
}
