package io.slsemu.runtimeapi.session;

import io.slsemu.runtimeapi.model.LifecycleEvent;
import io.slsemu.runtimeapi.state.ExtensionKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Who is who, and who may join. Guarded by the lock of its session. */
final class ExtensionRoster {

  /** Internal and external ones together (AWS: "Lambda quotas"; Runtime Interface Emulator). */
  private static final int LIMIT = 10;

  private final boolean shutdownOnly;
  private final Map<String, Extension> external = new LinkedHashMap<>();
  private final Map<String, Extension> internal = new LinkedHashMap<>();
  private final Map<UUID, Extension> byIdentifier = new HashMap<>();
  private boolean closed;

  /**
   * @param shutdownOnly whether nobody hears of invocations, as on Managed Instances
   */
  ExtensionRoster(Collection<String> externalNames, boolean shutdownOnly) {
    this.shutdownOnly = shutdownOnly;
    for (String name : externalNames) {
      Extension extension = new Extension(name, ExtensionKind.EXTERNAL);
      external.put(name, extension);
      byIdentifier.put(extension.identifier(), extension);
    }
  }

  /** The extension an identifier was given to: one that never registered does not know its own. */
  Optional<Extension> find(UUID identifier) {
    return Optional.ofNullable(byIdentifier.get(identifier)).filter(Extension::isRegistered);
  }

  /**
   * @throws IllegalArgumentException if the platform has not started one of this name
   */
  Extension external(String name) {
    Extension extension = external.get(name);
    if (extension == null) {
      throw new IllegalArgumentException("no external extension is called " + name);
    }
    return extension;
  }

  Collection<Extension> external() {
    return external.values();
  }

  /** All there are, in the order of their coming; external ones first. */
  List<Extension> all() {
    List<Extension> all = new ArrayList<>(external.values());
    all.addAll(internal.values());
    return all;
  }

  boolean allExternalRegistered() {
    return external.values().stream().allMatch(Extension::isRegistered);
  }

  /** Whether every one that registered has been at {@code event/next}. */
  boolean allCameToNext() {
    return all().stream().filter(Extension::isRegistered).allMatch(Extension::cameToNext);
  }

  List<Extension> subscribersOf(LifecycleEvent.Type type) {
    return all().stream().filter(extension -> extension.subscribesTo(type)).toList();
  }

  /** Lets nobody register from now on. */
  void close() {
    closed = true;
  }

  boolean isClosed() {
    return closed;
  }

  /** Registers whom the platform started, and lets in whom it does not know as internal. */
  Optional<ExtensionRefusal> register(String name, Collection<String> eventNames) {
    boolean known = external.containsKey(name);
    if (shutdownOnly && !known && !eventNames.isEmpty()) {
      return Optional.of(new ExtensionRefusal.EventOfInternal());
    }
    List<LifecycleEvent.Type> events = new ArrayList<>();
    for (String eventName : eventNames) {
      Optional<LifecycleEvent.Type> event = type(eventName);
      if (event.isEmpty() || (shutdownOnly && event.get() == LifecycleEvent.Type.INVOKE)) {
        return Optional.of(new ExtensionRefusal.UnknownEvent(eventName));
      }
      if (!known && event.get() == LifecycleEvent.Type.SHUTDOWN) {
        return Optional.of(new ExtensionRefusal.ShutdownOfInternal());
      }
      events.add(event.get());
    }
    if (closed) {
      return Optional.of(new ExtensionRefusal.RegistrationClosed());
    }
    return known ? external(name).register(events) : letIn(name, events);
  }

  /** The extension that has registered as this. */
  Extension named(String name) {
    Extension extension = internal.get(name);
    return extension != null ? extension : external(name);
  }

  private Optional<ExtensionRefusal> letIn(String name, List<LifecycleEvent.Type> events) {
    if (internal.containsKey(name)) {
      return Optional.of(new ExtensionRefusal.NameTaken());
    }
    if (byIdentifier.size() >= LIMIT) {
      return Optional.of(new ExtensionRefusal.TooMany(LIMIT));
    }
    Extension extension = new Extension(name, ExtensionKind.INTERNAL);
    internal.put(name, extension);
    byIdentifier.put(extension.identifier(), extension);
    return extension.register(events);
  }

  private static Optional<LifecycleEvent.Type> type(String eventName) {
    for (LifecycleEvent.Type type : LifecycleEvent.Type.values()) {
      if (type.name().equals(eventName)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
