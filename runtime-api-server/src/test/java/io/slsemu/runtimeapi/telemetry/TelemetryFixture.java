package io.slsemu.runtimeapi.telemetry;

import io.slsemu.runtimeapi.telemetry.TelemetryEvent.Category;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A session whose sandbox is this machine, and what it told the platform. */
final class TelemetryFixture implements TelemetryListener, AutoCloseable {

  static final String EVERYTHING = "['platform','function','extension']";
  static final Instant TIME = Instant.parse("2026-11-21T09:00:00Z");

  final List<String> told = new CopyOnWriteArrayList<>();
  final List<Thread> threads = new CopyOnWriteArrayList<>();
  final AtomicInteger connects = new AtomicInteger();
  final TelemetrySession session;

  /** Runs on the delivery thread, within a delivery. */
  volatile Runnable onConnect = () -> {};

  TelemetryFixture() {
    this(new DeliveryTiming(20_000, 1, 5, 3));
  }

  TelemetryFixture(DeliveryTiming timing) {
    TelemetryPlatform platform =
        new TelemetryPlatform(
            port -> {
              connects.incrementAndGet();
              onConnect.run();
              return new Socket(InetAddress.getLoopbackAddress(), port);
            },
            (name, work) -> threads.add(startThread(name, work)),
            this,
            Clock.fixed(TIME, ZoneOffset.UTC),
            System::nanoTime,
            false);
    session = new TelemetrySession(platform, id -> Optional.empty(), timing);
  }

  static Thread startThread(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  SubscriptionAnswer subscribe(String extension, String types, String buffering, int port) {
    return subscribe(
        extension,
        types,
        buffering,
        "{'protocol':'HTTP','URI':'http://sandbox.localdomain:" + port + "/x?y'}");
  }

  SubscriptionAnswer subscribe(
      String extension, String types, String buffering, String destination) {
    return subscribe(
        SubscriptionApi.TELEMETRY, "2025-01-29", extension, types, buffering, destination);
  }

  SubscriptionAnswer subscribe(
      SubscriptionApi api,
      String version,
      String extension,
      String types,
      String buffering,
      String destination) {
    String body =
        "{'schemaVersion':'"
            + version
            + "','types':"
            + types
            + ",'buffering':{"
            + buffering
            + "},'destination':"
            + destination
            + "}";
    return session.subscribe(
        api, extension, body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  void platform(String type) {
    session.emit(TelemetryEvent.platform(TIME, type, "{}"));
  }

  void line(String text) {
    session.emit(TelemetryEvent.line(TIME, Category.FUNCTION, text));
  }

  @Override
  public void subscribed(SubscriptionApi api, String extension, List<Category> categories) {
    told.add(api + " " + extension + " " + categories);
  }

  @Override
  public void dropped(
      SubscriptionApi api, String extension, String reason, long records, long bytes) {
    told.add(api + " " + extension + " dropped " + records + " " + bytes + ": " + reason);
  }

  @Override
  public void close() {
    session.close();
    for (Thread thread : threads) {
      try {
        thread.join(10_000);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      if (thread.isAlive()) {
        throw new AssertionError(thread + " does not end");
      }
    }
  }
}
