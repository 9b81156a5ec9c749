package io.slsemu.emulator.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * Documents of one type by key, in the order of their keys. A change lasts once the {@link
 * StateStore} has committed it.
 *
 * @param <T> what the documents are
 */
public final class Table<T> {
  /** Bytes of JSON, or a {@link Deferred} document. */
  private final MVMap<String, Object> map;

  private final Class<T> type;
  private final boolean durable;

  /**
   * @param durable whether the documents are to outlast the process
   */
  Table(MVMap<String, Object> map, Class<T> type, boolean durable) {
    this.map = map;
    this.type = type;
    this.durable = durable;
  }

  public @Nullable T get(String key) {
    Object document = map.get(key);
    if (document == null) {
      return null;
    }
    return read(document instanceof Deferred deferred ? deferred.bytes() : (byte[]) document);
  }

  public void put(String key, T document) {
    map.put(key, write(document));
  }

  /**
   * The same for a document that may be made only when somebody reads it; where it is to last, it
   * is made at once. Nobody may ever ask, and to learn a type is a tenth of the time of a start.
   *
   * @param document makes it, whenever that is, of what does not change
   */
  public void put(String key, Supplier<T> document) {
    map.put(key, durable ? write(document.get()) : new Deferred(() -> write(document.get())));
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

  private static byte[] write(Object document) {
    try {
      return Json.MAPPER.writeValueAsBytes(document);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private T read(byte[] document) {
    try {
      return Json.MAPPER.readValue(document, type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Woken by the first document that is read or written: Jackson takes long. */
  private static final class Json {
    // The mapper, not a reader and a writer: to make these, it learns the type, which takes a start
    // that has nothing to read 100 ms for all the tables.
    static final ObjectMapper MAPPER = new JsonMapper();
  }
}
