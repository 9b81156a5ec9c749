package io.slsemu.emulator.sandbox.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.PullImageCmd;
import com.github.dockerjava.api.model.AuthConfig;
import com.github.dockerjava.api.model.PullResponseItem;
import com.github.dockerjava.api.model.ResponseItem.ProgressDetail;
import io.slsemu.emulator.sandbox.SandboxException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One image on its way from its registry to the engine. */
final class Pull {
  private final Engine engine;
  private final ImageName name;
  private final Follower follower;

  Pull(Engine engine, ImageName name, PullProgress progress) {
    this.engine = engine;
    this.name = name;
    this.follower = new Follower(name.text(), progress);
  }

  /**
   * Fetches it.
   *
   * @param patience how long the registry may take to say that it has the image
   * @throws SandboxException if it cannot be had, or the thread is interrupted
   */
  void run(@Nullable AuthConfig credentials, Duration patience) {
    PullImageCmd command = engine.client().pullImageCmd(name.repository()).withTag(name.tag());
    if (credentials != null) {
      command.withAuthConfig(credentials);
    }
    try (Follower following = command.exec(follower)) {
      if (!following.awaitFirst(patience)) {
        throw new SandboxException(
            "image %s: its registry %s has not answered the engine for %d s"
                .formatted(name.text(), name.registry(), patience.toSeconds()),
            remedy(),
            null);
      }
      following.awaitCompletion();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SandboxException(
          "stopped while image " + name.text() + " was being pulled", "run it again", e);
    } catch (Exception e) {
      throw e instanceof SandboxException known ? known : explain(e);
    } finally {
      follower.progress.done(name.text());
    }
  }

  private SandboxException explain(Exception failure) {
    SandboxException general =
        new EngineFailure(engine.address()).explain("pull " + name.text(), failure);
    String words = EngineFailure.oneLine(follower.error == null ? of(failure) : follower.error);
    String reason = words.toLowerCase(Locale.ROOT);
    if (has(
        reason,
        "no such host",
        "name resolution",
        "timeout",
        "timed out",
        "deadline exceeded",
        "connection refused",
        "unreachable",
        "awaiting headers",
        "proxyconnect")) {
      return new SandboxException(
          "image %s is not on this machine, and its registry %s cannot be reached: %s"
              .formatted(name.text(), name.registry(), words),
          remedy(),
          failure);
    }
    if (has(reason, "unauthorized", "no basic auth", "denied", "authentication required")) {
      return new SandboxException(
          "registry %s does not give image %s: %s".formatted(name.registry(), name.text(), words),
          "check the name, or log in: docker login " + name.registry(),
          failure);
    }
    if (has(reason, "not found", "manifest unknown", "does not exist", "no matching manifest")) {
      return new SandboxException(
          "there is no image %s: %s".formatted(name.text(), words),
          "check its name and tag, see docker images",
          failure);
    }
    return general;
  }

  private String remedy() {
    return "connect and docker pull "
        + name.text()
        + ", or name one that is here with --image; a static bootstrap needs none";
  }

  private static String of(Exception failure) {
    return failure instanceof com.github.dockerjava.api.exception.DockerException refusal
        ? EngineFailure.words(refusal)
        : String.valueOf(failure.getMessage());
  }

  private static boolean has(String reason, String... words) {
    for (String word : words) {
      if (reason.contains(word)) {
        return true;
      }
    }
    return false;
  }

  /** Adds up what the layers report one by one. */
  private static final class Follower extends ResultCallback.Adapter<PullResponseItem> {
    private final String image;
    private final PullProgress progress;
    private final CountDownLatch first = new CountDownLatch(1);
    private final Map<String, long[]> layers = new LinkedHashMap<>();
    private volatile @Nullable String error;

    Follower(String image, PullProgress progress) {
      this.image = image;
      this.progress = progress;
    }

    boolean awaitFirst(Duration patience) throws InterruptedException {
      return first.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void onNext(PullResponseItem item) {
      first.countDown();
      if (item.getErrorDetail() != null) {
        error = String.valueOf(item.getErrorDetail().getMessage());
        onError(new IllegalStateException(error));
        return;
      }
      ProgressDetail detail = item.getProgressDetail();
      if (item.getId() == null || detail == null || detail.getTotal() == null) {
        return;
      }
      long total = detail.getTotal();
      // A layer is loaded and then unpacked, and reports the same bytes twice: count the loading.
      boolean loading = "Downloading".equals(item.getStatus());
      long done = loading && detail.getCurrent() != null ? detail.getCurrent() : total;
      layers.put(item.getId(), new long[] {done, total});
      progress.progress(image, sum(0), sum(1));
    }

    private long sum(int which) {
      return layers.values().stream().mapToLong(layer -> layer[which]).sum();
    }

    @Override
    public void onError(Throwable failure) {
      super.onError(failure);
      first.countDown();
    }

    @Override
    public void onComplete() {
      super.onComplete();
      first.countDown();
    }
  }
}
