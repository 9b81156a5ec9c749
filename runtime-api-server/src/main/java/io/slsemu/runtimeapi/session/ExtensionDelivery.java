package io.slsemu.runtimeapi.session;

import io.slsemu.runtimeapi.model.LifecycleEvent;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One event on its way to one extension. */
public final class ExtensionDelivery {

  private final LifecycleEvent event;
  private final @Nullable InvokeRelease release;
  private final String eventId = UUID.randomUUID().toString();

  /**
   * @param release what waits for the extension to come back, null if nothing does
   */
  ExtensionDelivery(LifecycleEvent event, @Nullable InvokeRelease release) {
    this.event = event;
    this.release = release;
  }

  public LifecycleEvent event() {
    return event;
  }

  /** {@code Lambda-Extension-Event-Identifier}: no two deliveries share it. */
  public String eventId() {
    return eventId;
  }

  @Nullable InvokeRelease release() {
    return release;
  }
}
