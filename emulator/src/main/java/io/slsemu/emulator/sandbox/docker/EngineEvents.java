package io.slsemu.emulator.sandbox.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import io.slsemu.emulator.sandbox.SandboxException;
import io.slsemu.emulator.sandbox.host.ThreadStarter;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Follows what an engine says of our containers, as long as there is one that wants to know. Its
 * state is guarded by this object's monitor.
 */
final class EngineEvents implements AutoCloseable {
  private static final long PAUSE_MILLIS = 500;

  private final Engine engine;
  private final Owner owner;
  private final ThreadStarter threads;
  private final Map<String, Runnable> onOutOfMemory = new HashMap<>();
  private boolean started;
  private boolean closed;
  private @Nullable Response stream;

  EngineEvents(Engine engine, Owner owner, ThreadStarter threads) {
    this.engine = engine;
    this.owner = owner;
    this.threads = threads;
  }

  /** Calls back each time the kernel kills a process of this container for its memory limit. */
  synchronized void onOutOfMemory(String container, Runnable action) {
    onOutOfMemory.put(container, action);
    if (!started) {
      started = true;
      stream = open();
      threads.start("sandbox-events", this::follow);
    }
  }

  synchronized void forget(String container) {
    onOutOfMemory.remove(container);
  }

  /** The engine has begun to listen when this returns. */
  private Response open() {
    String filter =
        "{\"type\":[\"container\"],\"event\":[\"oom\"],\"label\":[\"%s=%s\"]}"
            .formatted(Owner.LABEL, owner);
    return engine.calls().stream(
        "tell what happens", "/events?filters=" + EngineCalls.quote(filter));
  }

  private void follow() {
    Response current = latest();
    while (current != null) {
      read(current);
      current = reopen();
    }
  }

  private synchronized @Nullable Response latest() {
    return stream;
  }

  /** An engine that went away may come back. Null once this is closed. */
  private @Nullable Response reopen() {
    while (pause()) {
      try {
        Response opened = open();
        if (take(opened)) {
          return opened;
        }
        opened.close();
      } catch (SandboxException engineIsGone) {
        continue;
      }
    }
    return null;
  }

  private synchronized boolean take(Response opened) {
    stream = opened;
    return !closed;
  }

  /** False once this is closed. */
  private synchronized boolean pause() {
    try {
      if (!closed) {
        TimeUnit.MILLISECONDS.timedWait(this, PAUSE_MILLIS);
      }
      return !closed;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void read(Response from) {
    try (from;
        MappingIterator<JsonNode> events =
            engine.calls().mapper().readerFor(JsonNode.class).readValues(from.getBody())) {
      while (events.hasNextValue()) {
        tell(events.nextValue().path("Actor").path("ID").asText());
      }
    } catch (IOException | RuntimeException ended) {
      // The engine is gone, or this was closed.
    }
  }

  private void tell(String container) {
    Runnable action;
    synchronized (this) {
      action = onOutOfMemory.get(container);
    }
    if (action != null) {
      action.run();
    }
  }

  @Override
  public void close() {
    Response open;
    synchronized (this) {
      closed = true;
      open = stream;
      notifyAll();
    }
    if (open != null) {
      open.close();
    }
  }
}
