package io.slsemu.runtimeapi.telemetry;

import io.slsemu.runtimeapi.telemetry.TelemetryEvent.Category;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who listens in one generation of an environment, and what they are told. Subscriptions are taken
 * during Init only; each gets what was emitted since the beginning.
 *
 * <p>Threads: every method may be called from any thread, and none waits for an extension. Each
 * subscriber has a delivery thread of its own; without subscribers there is none, and once Init is
 * over {@link #isListening} is all that an event costs.
 */
public final class TelemetrySession implements AutoCloseable {

  private static final int ALL = (1 << Category.values().length) - 1;

  private final TelemetryPlatform platform;
  private final Function<UUID, Optional<String>> extensionNames;
  private final DeliveryTiming timing;

  /** Guards the fields below, and the order in which subscribers are told. */
  private final Object lock = new Object();

  private final InitReplay replay = new InitReplay();
  private boolean initEnded;

  /** Written under the lock, read without: a bit for each category that anybody may want. */
  private volatile int wanted = ALL;

  private volatile List<Subscriber> subscribers = List.of();

  /**
   * @param extensionNames the name of the extension registered with an identifier
   */
  public TelemetrySession(
      TelemetryPlatform platform, Function<UUID, Optional<String>> extensionNames) {
    this(platform, extensionNames, DeliveryTiming.DEFAULT);
  }

  TelemetrySession(
      TelemetryPlatform platform,
      Function<UUID, Optional<String>> extensionNames,
      DeliveryTiming timing) {
    this.platform = platform;
    this.extensionNames = extensionNames;
    this.timing = timing;
  }

  /** Whether events of a category are for anybody: if not, there is no need to make them. */
  public boolean isListening(Category category) {
    return (wanted & bit(category)) != 0;
  }

  /** Tells an event to who wants it, and during Init keeps it for who comes later. */
  public void emit(TelemetryEvent event) {
    if (!isListening(event.category())) {
      return;
    }
    EncodedEvent encoded = EncodedEvent.of(event);
    synchronized (lock) {
      if (!initEnded) {
        replay.add(encoded);
      }
      for (Subscriber subscriber : subscribers) {
        subscriber.offer(encoded);
      }
    }
  }

  /** The name of the extension registered with an identifier. */
  public Optional<String> extensionName(UUID identifier) {
    return extensionNames.apply(identifier);
  }

  /** Whether an API is there at all; managed instances have no Logs API. */
  public boolean offers(SubscriptionApi api) {
    return api == SubscriptionApi.TELEMETRY || !platform.managedInstances();
  }

  /**
   * Subscribes an extension. A second time changes nothing (AWS: "Lambda Logs API": subscribing is
   * idempotent); with the other API it is refused.
   *
   * @param body the request's
   */
  public SubscriptionAnswer subscribe(SubscriptionApi api, String extension, byte[] body) {
    Subscription subscription;
    try {
      subscription = SubscriptionRules.read(api, platform.managedInstances(), body);
    } catch (InvalidSubscriptionException e) {
      return new SubscriptionAnswer.Invalid(String.valueOf(e.getMessage()));
    }
    Subscriber subscriber = new Subscriber(extension, subscription, platform, timing);
    SubscriptionAnswer refused;
    synchronized (lock) {
      refused = refusal(subscriber);
      if (refused == null) {
        subscriber.replay(replay);
        subscribers = Stream.concat(subscribers.stream(), Stream.of(subscriber)).toList();
      }
    }
    if (refused != null) {
      return refused;
    }
    platform.listener().subscribed(api, extension, subscription.categories());
    platform.threads().start("telemetry-" + extension, subscriber);
    return new SubscriptionAnswer.Subscribed();
  }

  private @Nullable SubscriptionAnswer refusal(Subscriber wanting) {
    if (initEnded) {
      return new SubscriptionAnswer.Closed();
    }
    for (Subscriber other : subscribers) {
      if (other.extension().equals(wanting.extension())) {
        SubscriptionApi used = other.subscription().api();
        return used == wanting.subscription().api()
            ? new SubscriptionAnswer.Subscribed()
            // That it is an error is known (AWS: "Lambda Logs API"), its text is not.
            : new SubscriptionAnswer.Invalid(
                wanting.extension() + " is subscribed to the other API; use one of the two");
      }
    }
    return null;
  }

  /** Init is over: no more subscriptions, and nothing is kept for later. Idempotent. */
  public void initEnded() {
    synchronized (lock) {
      initEnded = true;
      replay.clear();
      int all = 0;
      for (Subscriber subscriber : subscribers) {
        for (Category category : subscriber.subscription().categories()) {
          all |= bit(category);
        }
      }
      wanted = all;
    }
  }

  /** Call before the sandbox is frozen: who is frozen can take nothing. */
  public void freeze() {
    subscribers.forEach(Subscriber::freeze);
  }

  /** Call once the sandbox is thawed. */
  public void thaw() {
    subscribers.forEach(Subscriber::thaw);
  }

  /**
   * Sends everything that waits, now. Completes when it is delivered; never, if a subscriber hangs
   * or is frozen, so wait with a limit. Cancelled if the session is closed before.
   */
  public CompletableFuture<Void> flush() {
    return CompletableFuture.allOf(
        subscribers.stream().map(Subscriber::flush).toArray(CompletableFuture<?>[]::new));
  }

  /** Ends all deliveries; what is left is lost. Idempotent. */
  @Override
  public void close() {
    List<Subscriber> closing;
    synchronized (lock) {
      initEnded = true;
      wanted = 0;
      replay.clear();
      closing = subscribers;
      subscribers = List.of();
    }
    closing.forEach(Subscriber::close);
  }

  private static int bit(Category category) {
    return 1 << category.ordinal();
  }
}
