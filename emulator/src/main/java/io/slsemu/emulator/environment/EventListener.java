package io.slsemu.emulator.environment;

import io.slsemu.emulator.report.PlatformEvent;
import java.time.Instant;

/**
 * Hears all there is to tell of one environment, whatever its log shows of it. Called from several
 * threads; must not block.
 */
public interface EventListener {

  /** Whether anything told now would be heard: if not, there is no need to make it. */
  default boolean isListening() {
    return true;
  }

  /** The platform tells of something. */
  void on(PlatformEvent event, Instant time);

  /** The function wrote a line, here without its line end. */
  void onLine(byte[] line, Instant time);

  /** An extension did. */
  default void onExtensionLine(byte[] line, Instant time) {}
}
