package io.slsemu.emulator.trigger;

import io.slsemu.emulator.function.FunctionReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Function URLs that live as long as the emulator. */
public final class ConfiguredUrls implements FunctionUrlSource {
  private final Map<FunctionReference, FunctionUrl> urls = new ConcurrentHashMap<>();

  /** Adds a function's URL, in place of the one it had. */
  public void put(FunctionUrl url) {
    urls.put(url.function(), url);
  }

  @Override
  public @Nullable FunctionUrl byId(String urlId) {
    for (FunctionUrl url : urls.values()) {
      if (url.id().equals(urlId)) {
        return url;
      }
    }
    return null;
  }

  @Override
  public @Nullable FunctionUrl of(FunctionReference function) {
    return urls.get(function);
  }
}
