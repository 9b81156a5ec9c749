package io.slsemu.emulator.report;

import io.slsemu.emulator.function.LogLevel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the platform tells of extensions. */
public sealed interface ExtensionEvent extends PlatformEvent {

  /**
   * An extension's state.
   *
   * @param state such as {@code Ready}, {@code LaunchError}
   * @param events what it registered for
   * @param errorType why it failed, null if it did not
   */
  record State(String name, String state, List<String> events, @Nullable String errorType)
      implements ExtensionEvent {

    @Override
    public String type() {
      return "platform.extension";
    }

    @Override
    public LogLevel level() {
      return errorType == null ? LogLevel.INFO : LogLevel.WARN;
    }

    @Override
    public String text() {
      return PlatformLines.extension(this);
    }

    @Override
    public String recordJson() {
      return new RecordJson()
          .text("name", name)
          .text("state", state)
          .texts("events", events)
          .text("errorType", errorType)
          .end();
    }
  }

  /**
   * Somebody subscribed.
   *
   * @param api to what
   * @param types to which of its streams
   */
  record Subscription(Api api, String name, List<String> types) implements ExtensionEvent {
    private static final String SUBSCRIBED = "Subscribed";

    /** What one can subscribe to. */
    public enum Api {
      TELEMETRY("platform.telemetrySubscription"),
      LOGS("platform.logsSubscription");

      private final String type;

      Api(String type) {
        this.type = type;
      }
    }

    @Override
    public String type() {
      return api.type;
    }

    @Override
    public LogLevel level() {
      return LogLevel.INFO;
    }

    @Override
    public String text() {
      return PlatformLines.subscription(api.name(), name, SUBSCRIBED, types);
    }

    @Override
    public String recordJson() {
      return new RecordJson()
          .text("name", name)
          .text("state", SUBSCRIBED)
          .texts("types", types)
          .end();
    }
  }

  /** A subscriber was too slow, and events were lost to it. */
  record LogsDropped(String reason, long droppedRecords, long droppedBytes)
      implements ExtensionEvent {

    @Override
    public String type() {
      return "platform.logsDropped";
    }

    @Override
    public LogLevel level() {
      return LogLevel.WARN;
    }

    @Override
    public @Nullable String text() {
      return null;
    }

    @Override
    public String recordJson() {
      return new RecordJson()
          .text("reason", reason)
          .number("droppedRecords", droppedRecords)
          .number("droppedBytes", droppedBytes)
          .end();
    }
  }
}
