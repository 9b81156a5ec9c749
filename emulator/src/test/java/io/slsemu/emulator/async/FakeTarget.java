package io.slsemu.emulator.async;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A function that does as a test says, and remembers what it got. */
final class FakeTarget implements Target {
  private final List<AsyncEvent> events = new ArrayList<>();
  private Function<AsyncEvent, Outcome> behaviour = event -> succeeded("\"done\"");

  void does(Function<AsyncEvent, Outcome> wanted) {
    behaviour = wanted;
  }

  void does(Outcome outcome) {
    behaviour = event -> outcome;
  }

  @Override
  public Outcome invoke(AsyncEvent event, Runnable begun) {
    events.add(event);
    Outcome outcome = behaviour.apply(event);
    if (outcome instanceof Outcome.Succeeded || outcome instanceof Outcome.Failed) {
      begun.run();
    }
    return outcome;
  }

  List<AsyncEvent> events() {
    return events;
  }

  int calls() {
    return events.size();
  }

  static Outcome succeeded(String answer) {
    return new Outcome.Succeeded("$LATEST", answer.getBytes(StandardCharsets.UTF_8));
  }

  static Outcome failed(String message) {
    String error = "{\"errorMessage\":\"" + message + "\",\"errorType\":\"Exception\"}";
    return new Outcome.Failed("$LATEST", error.getBytes(StandardCharsets.UTF_8));
  }

  static Outcome throttled() {
    return new Outcome.Refused(429, "Rate Exceeded.");
  }
}
