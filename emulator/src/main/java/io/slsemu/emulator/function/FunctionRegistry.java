package io.slsemu.emulator.function;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** What an emulator can invoke, by account, name and qualifier. */
public final class FunctionRegistry {
  private final Scope home;
  private final Map<Scope, Map<String, Deployment>> deployments = new ConcurrentHashMap<>();

  /**
   * @param home where a name is looked up whose caller says nothing of an account
   */
  public FunctionRegistry(Scope home) {
    this.home = home;
  }

  /** The emulator's own account and region. */
  public Scope home() {
    return home;
  }

  /**
   * Adds a function, or replaces the latest version of the one of its name; what was published of
   * that stays.
   *
   * @return what was there, null for nothing
   */
  public @Nullable Deployment put(Function function) {
    Deployment before = find(function.arn());
    return put(before == null ? Deployment.of(function) : before.withLatest(function));
  }

  /**
   * Adds a function with its versions and aliases, or replaces the one of its name.
   *
   * @return what was there, null for nothing
   */
  public @Nullable Deployment put(Deployment deployment) {
    FunctionArn arn = deployment.latest().arn();
    return deployments
        .computeIfAbsent(arn.scope(), scope -> new ConcurrentHashMap<>())
        .put(arn.name().value(), deployment);
  }

  /**
   * Takes a function away with all its versions.
   *
   * @return what was there, null for nothing
   */
  public @Nullable Deployment remove(FunctionArn arn) {
    return in(arn.scope()).remove(arn.name().value());
  }

  /** All that can be invoked under a function's name, null for nothing. */
  public @Nullable Deployment find(FunctionArn arn) {
    return in(arn.scope()).get(arn.name().value());
  }

  /** The latest version of a function of the emulator's own account. */
  public @Nullable Function find(String name) {
    Deployment deployment = in(home).get(name);
    return deployment == null ? null : deployment.latest();
  }

  /**
   * The latest version of a function of the emulator's own account.
   *
   * @throws FunctionNotFoundException if there is none of that name
   */
  public Function require(String name) {
    return require(FunctionReference.named(name));
  }

  /**
   * The version that serves a call: that of an alias is chosen by chance and weight.
   *
   * @throws FunctionNotFoundException if there is no such function, version or alias
   */
  public Function require(FunctionReference reference) {
    Deployment deployment = in(scopeOf(reference)).get(reference.name());
    Function function = deployment == null ? null : select(deployment, reference.qualifier());
    if (function == null) {
      throw new FunctionNotFoundException(arn(reference), names(scopeOf(reference)));
    }
    return function;
  }

  /** The latest versions in the emulator's own account. */
  public Collection<Function> all() {
    return in(home).values().stream().map(Deployment::latest).toList();
  }

  /** All that can be invoked, wherever. */
  public Collection<Deployment> deployments() {
    return deployments.values().stream().flatMap(each -> each.values().stream()).toList();
  }

  private static @Nullable Function select(Deployment deployment, @Nullable String qualifier) {
    if (qualifier == null || qualifier.equals(Function.LATEST)) {
      return deployment.latest();
    }
    AliasRouting alias = deployment.aliases().get(qualifier);
    String version = alias == null ? qualifier : alias.choose(ThreadLocalRandom.current());
    return deployment.versions().get(version);
  }

  private Map<String, Deployment> in(Scope scope) {
    Map<String, Deployment> found = deployments.get(scope);
    return found == null
        ? deployments.computeIfAbsent(scope, key -> new ConcurrentHashMap<>())
        : found;
  }

  private Scope scopeOf(FunctionReference reference) {
    Scope scope = reference.scope();
    return scope == null ? home : scope;
  }

  private String arn(FunctionReference reference) {
    Scope scope = scopeOf(reference);
    return "arn:aws:lambda:" + scope.region() + ":" + scope.account() + ":function:" + reference;
  }

  private List<String> names(Scope scope) {
    return in(scope).keySet().stream().sorted().toList();
  }
}
