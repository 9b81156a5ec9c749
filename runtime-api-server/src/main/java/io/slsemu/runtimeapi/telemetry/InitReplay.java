package io.slsemu.runtimeapi.telemetry;

import io.slsemu.runtimeapi.telemetry.TelemetryEvent.Category;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What was emitted during Init, for who subscribes later. Bounded as the largest buffer is. */
final class InitReplay {

  private final List<EncodedEvent> events = new ArrayList<>();
  private final Map<Category, Dropped> dropped = new EnumMap<>(Category.class);
  private long bytes;

  void add(EncodedEvent event) {
    int size = event.json().length;
    if (events.size() < Buffering.MAX_ITEMS && bytes < Buffering.MAX_BYTES) {
      events.add(event);
      bytes += size;
    } else {
      dropped.merge(
          event.category(),
          new Dropped(1, size),
          (sum, one) -> sum.plus(one.records(), one.bytes()));
    }
  }

  List<EncodedEvent> events() {
    return events;
  }

  Dropped dropped(Category category) {
    return dropped.getOrDefault(category, Dropped.NONE);
  }

  void clear() {
    events.clear();
    dropped.clear();
  }
}
