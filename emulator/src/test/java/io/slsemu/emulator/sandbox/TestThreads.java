package io.slsemu.emulator.sandbox;

/** Threads of the tests. */
public final class TestThreads {
  private TestThreads() {}

  public static void start(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }
}
