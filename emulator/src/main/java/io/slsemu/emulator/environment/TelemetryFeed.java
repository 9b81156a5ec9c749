package io.slsemu.emulator.environment;

import io.slsemu.emulator.report.LineLevel;
import io.slsemu.emulator.report.PlatformEvent;
import io.slsemu.runtimeapi.telemetry.TelemetryEvent;
import io.slsemu.runtimeapi.telemetry.TelemetryEvent.Category;
import io.slsemu.runtimeapi.telemetry.TelemetrySession;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Hands what happens in an environment to the extensions that subscribed to it. */
final class TelemetryFeed implements EventListener {
  private final TelemetrySession session;
  private final boolean json;

  /**
   * @param json whether the function's log is JSON: then its objects are passed on as such
   */
  TelemetryFeed(TelemetrySession session, boolean json) {
    this.session = session;
    this.json = json;
  }

  @Override
  public boolean isListening() {
    return session.isListening(Category.PLATFORM)
        || session.isListening(Category.FUNCTION)
        || session.isListening(Category.EXTENSION);
  }

  @Override
  public void on(PlatformEvent event, Instant time) {
    if (session.isListening(Category.PLATFORM)) {
      session.emit(TelemetryEvent.platform(time, event.type(), event.recordJson()));
    }
  }

  @Override
  public void onLine(byte[] line, Instant time) {
    tell(Category.FUNCTION, line, time);
  }

  @Override
  public void onExtensionLine(byte[] line, Instant time) {
    tell(Category.EXTENSION, line, time);
  }

  private void tell(Category category, byte[] line, Instant time) {
    if (session.isListening(category)) {
      String text = new String(line, StandardCharsets.UTF_8);
      session.emit(
          json && LineLevel.of(line) != null
              ? TelemetryEvent.object(time, category, text)
              : TelemetryEvent.line(time, category, text));
    }
  }
}
