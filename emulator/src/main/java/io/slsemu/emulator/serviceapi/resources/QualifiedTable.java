package io.slsemu.emulator.serviceapi.resources;

import io.slsemu.emulator.catalog.Catalog;
import io.slsemu.emulator.function.FunctionArn;
import io.slsemu.emulator.store.Table;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Documents of functions, versions and aliases, one each at most. They go with what they belong to.
 *
 * @param <T> what the documents are
 */
public final class QualifiedTable<T> {
  private final Table<T> table;
  private final FunctionLookup lookup;

  public QualifiedTable(Catalog catalog, String name, Class<T> type) {
    this.table = catalog.table(name, type);
    this.lookup = new FunctionLookup(catalog);
    catalog.whenTouched(this::tidy);
  }

  /**
   * @param qualifier null for that of the function itself
   */
  public @Nullable T get(FunctionArn function, @Nullable String qualifier) {
    return table.get(key(function, qualifier));
  }

  /** The one of an ARN, with its qualifier where it has one. */
  public @Nullable T get(String arn) {
    return table.get(arn);
  }

  /** Within a change. */
  public void put(FunctionArn function, @Nullable String qualifier, T document) {
    table.put(key(function, qualifier), document);
  }

  /** Within a change; true if it was there. */
  public boolean remove(FunctionArn function, @Nullable String qualifier) {
    return table.remove(key(function, qualifier));
  }

  /** All of a function by their ARNs, its own first. */
  public Map<String, T> of(FunctionArn function) {
    Map<String, T> all = new LinkedHashMap<>();
    T own = table.get(function.toString());
    if (own != null) {
      all.put(function.toString(), own);
    }
    all.putAll(table.under(function + ":"));
    return all;
  }

  /** All there are, by their ARNs. */
  public Map<String, T> all() {
    return table.under("");
  }

  private void tidy(FunctionArn function) {
    for (String key : of(function).keySet()) {
      String qualifier =
          key.equals(function.toString()) ? null : key.substring(function.toString().length() + 1);
      if (lookup.version(function, qualifier) == null) {
        table.remove(key);
      }
    }
  }

  private static String key(FunctionArn function, @Nullable String qualifier) {
    return qualifier == null ? function.toString() : function.qualified(qualifier);
  }
}
