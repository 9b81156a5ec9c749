package io.slsemu.cli.project;

/** Counts builds and says nothing. */
final class SilentProgress implements BuildProgress {
  int builds;
  String said = "";

  @Override
  public void started(String what) {
    builds++;
  }

  @Override
  public void finished(long millis, String output) {
    said = output;
  }

  @Override
  public void failed(String output) {
    said = output;
  }
}
