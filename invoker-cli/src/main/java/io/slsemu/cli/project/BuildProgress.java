package io.slsemu.cli.project;

/** Hears that something is being made that takes more than a moment. */
public interface BuildProgress {
  /** Making begins. */
  void started(String what);

  /** It is done; {@code output} is what the tool said, worth showing only to the curious. */
  void finished(long millis, String output);

  /** It failed; {@code output} is what the tool said, to be shown as it is. */
  void failed(String output);
}
