package io.slsemu.emulator.sandbox.process;

/** Threads of the tests. */
final class TestThreads {
  private TestThreads() {}

  static void start(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }
}
