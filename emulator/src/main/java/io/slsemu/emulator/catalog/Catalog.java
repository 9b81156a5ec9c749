package io.slsemu.emulator.catalog;

import io.slsemu.emulator.code.CodeStore;
import io.slsemu.emulator.function.Deployment;
import io.slsemu.emulator.function.Function;
import io.slsemu.emulator.function.FunctionArn;
import io.slsemu.emulator.function.Scope;
import io.slsemu.emulator.store.StateStore;
import io.slsemu.emulator.store.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that the service API keeps. One change at a time; it is on the disk, whole, when {@link
 * #change} returns, and only then can be invoked what it deployed.
 */
public final class Catalog {
  private final StateStore store;
  private final Table<FunctionDocument> functions;
  private final Table<AliasDocument> aliases;
  private final Table<LayerDocument> layers;
  private final CodeStore code;
  private final Deployer deployer;
  private final Deployments deployments;
  private final List<Consumer<FunctionArn>> removalListeners = new ArrayList<>();
  private final List<Consumer<FunctionArn>> touchListeners = new ArrayList<>();
  private final List<Consumer<FunctionArn>> deployListeners = new ArrayList<>();
  private final Set<FunctionArn> touched = new LinkedHashSet<>();

  /**
   * Deploys all that is kept.
   *
   * @param deployments follows every change
   * @param notices hears which function cannot be deployed, and why; the others are
   */
  public Catalog(
      StateStore store, CodeStore code, Deployments deployments, Consumer<String> notices) {
    this.store = store;
    this.code = code;
    this.functions = store.table("functions", FunctionDocument.class);
    this.aliases = store.table("aliases", AliasDocument.class);
    this.layers = store.table("layers", LayerDocument.class);
    this.deployer = new Deployer(code);
    this.deployments = deployments;
    code.keepOnly(neededCode());
    for (FunctionDocument kept : functions.under("").values()) {
      try {
        deploy(kept);
      } catch (RuntimeException e) {
        notices.accept(kept.arn() + " cannot be invoked until it is updated: " + e.getMessage());
      }
    }
  }

  private List<List<String>> neededCode() {
    List<List<String>> needed = new ArrayList<>();
    layers.under("").values().forEach(layer -> needed.add(List.of(layer.archive())));
    for (FunctionDocument function : functions.under("").values()) {
      Stream.concat(Stream.of(function.latest()), function.versions().stream())
          .map(VersionDocument::code)
          .forEach(
              version -> {
                needed.add(version.layers());
                if (version.archive() != null) {
                  needed.add(List.of(version.archive()));
                }
              });
    }
    return needed;
  }

  /** A further table, which {@link #change} commits with the others. To be asked for before any. */
  public synchronized <T> Table<T> table(String name, Class<T> type) {
    return store.table(name, type);
  }

  /** Where archives are. */
  public CodeStore code() {
    return code;
  }

  /** Has somebody take away what belongs to a function, within the change that removes it. */
  public synchronized void whenRemoved(Consumer<FunctionArn> listener) {
    removalListeners.add(listener);
  }

  /**
   * Has somebody tidy up after a function within the change that touches it, when all else is done:
   * a version or an alias may be gone, or an alias lead elsewhere.
   */
  public synchronized void whenTouched(Consumer<FunctionArn> listener) {
    touchListeners.add(listener);
  }

  /** Has somebody know that a change of a function is kept and can be invoked. */
  public synchronized void whenDeployed(Consumer<FunctionArn> listener) {
    deployListeners.add(listener);
  }

  /**
   * Carries out a change, all of it or, if it throws, nothing; but where it is durable and a
   * function cannot follow it, that is thrown when all others have.
   *
   * @return what the change returns, once it is durable
   */
  public synchronized <T> T change(Supplier<T> change) {
    T result;
    List<FunctionArn> changed;
    try {
      result = change.get();
      touched.forEach(function -> touchListeners.forEach(each -> each.accept(function)));
      changed = List.copyOf(touched);
      changed.forEach(this::unpack);
      store.commit();
    } catch (RuntimeException | Error e) {
      store.rollback();
      throw e;
    } finally {
      touched.clear(); // whatever comes of it: the next change is another one
    }
    followAll(changed);
    return result;
  }

  /** Has its files on the disk, as long as the change can still be taken back. */
  private void unpack(FunctionArn function) {
    FunctionDocument kept = find(function);
    if (kept != null) {
      deployer.unpack(kept.latest());
    }
  }

  private void followAll(List<FunctionArn> changed) {
    RuntimeException failure = null;
    for (FunctionArn function : changed) {
      try {
        follow(function);
      } catch (RuntimeException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** Looks at several things between two changes. */
  public synchronized <T> T read(Supplier<T> look) {
    return look.get();
  }

  /**
   * Shows what was deployed directly, and can be invoked already, with the rest: as the latest
   * version of what is kept under its name.
   */
  public synchronized void adopt(Function function, Instant now) {
    FunctionDocument kept = find(function.arn());
    functions.put(function.arn().toString(), () -> Adoption.describe(function, kept, now));
    store.commit();
  }

  public @Nullable FunctionDocument find(FunctionArn function) {
    return functions.get(function.toString());
  }

  /** All of an account and region, by name. */
  public List<FunctionDocument> all(Scope scope) {
    String prefix = "arn:aws:lambda:" + scope.region() + ":" + scope.account() + ":function:";
    return List.copyOf(functions.under(prefix).values());
  }

  /** Within a change: keeps a function, and deploys it. */
  public void put(FunctionDocument function) {
    functions.put(function.arn().toString(), function);
    touched.add(function.arn());
  }

  /** Within a change: keeps of a function what makes no difference to who invokes it. */
  public void note(FunctionDocument function) {
    functions.put(function.arn().toString(), function);
  }

  /** Within a change: the same of an alias. */
  public void noteAlias(FunctionArn function, AliasDocument alias) {
    aliases.put(function.qualified(alias.name()), alias);
  }

  /** Within a change: removes a function with all that belongs to it. */
  public void remove(FunctionArn function) {
    functions.remove(function.toString());
    aliases.removeUnder(function + ":");
    removalListeners.forEach(each -> each.accept(function));
    touched.add(function);
  }

  public @Nullable AliasDocument alias(FunctionArn function, String name) {
    return aliases.get(function.qualified(name));
  }

  /** By name. */
  public List<AliasDocument> aliases(FunctionArn function) {
    return List.copyOf(aliases.under(function + ":").values());
  }

  /** Within a change. */
  public void putAlias(FunctionArn function, AliasDocument alias) {
    aliases.put(function.qualified(alias.name()), alias);
    touched.add(function);
  }

  /** Within a change; true if it was there. */
  public boolean removeAlias(FunctionArn function, String name) {
    touched.add(function);
    return aliases.remove(function.qualified(name));
  }

  /** Versions of layers by ARN with the number; to be changed within a change. */
  public Table<LayerDocument> layers() {
    return layers;
  }

  private void follow(FunctionArn function) {
    FunctionDocument kept = find(function);
    if (kept == null) {
      deployments.remove(function);
    } else {
      deploy(kept);
    }
    deployListeners.forEach(each -> each.accept(function));
  }

  private void deploy(FunctionDocument function) {
    deployments.deploy(deployment(function), function.latest().times().active());
  }

  private Deployment deployment(FunctionDocument function) {
    Map<String, AliasDocument> named = aliases.under(function.arn() + ":");
    return deployer.deployment(function, named.values());
  }
}
