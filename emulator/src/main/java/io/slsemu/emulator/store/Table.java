package io.slsemu.emulator.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * Documents of one type by key, in the order of their keys. A change lasts once the {@link
 * StateStore} has committed it.
 *
 * @param <T> what the documents are
 */
public final class Table<T> {
  private final MVMap<String, byte[]> map;
  private final Class<T> type;
  private final ObjectMapper json;

  // The mapper, not a reader and a writer: to make these, it learns the type, which takes a start
  // that has nothing to read 100 ms for all the tables.
  Table(MVMap<String, byte[]> map, Class<T> type, ObjectMapper json) {
    this.map = map;
    this.type = type;
    this.json = json;
  }

  public @Nullable T get(String key) {
    byte[] document = map.get(key);
    return document == null ? null : read(document);
  }

  public void put(String key, T document) {
    try {
      map.put(key, json.writeValueAsBytes(document));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes a document away; true if it was there. */
  public boolean remove(String key) {
    return map.remove(key) != null;
  }

  /** All whose keys begin so, by key. */
  public Map<String, T> under(String prefix) {
    Map<String, T> found = new LinkedHashMap<>();
    forEach(prefix, found::put);
    return found;
  }

  /** Shows all whose keys begin so, by key, one after the other: they need not fit into memory. */
  public void forEach(String prefix, BiConsumer<String, T> document) {
    Iterator<String> keys = map.keyIterator(prefix);
    while (keys.hasNext()) {
      String key = keys.next();
      if (!key.startsWith(prefix)) {
        break;
      }
      T found = get(key);
      if (found != null) {
        document.accept(key, found);
      }
    }
  }

  /** Takes away all whose keys begin so. */
  public void removeUnder(String prefix) {
    under(prefix).keySet().forEach(map::remove);
  }

  public int size() {
    return map.size();
  }

  private T read(byte[] document) {
    try {
      return json.readValue(document, type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
