package io.slsemu.emulator.sandbox.docker;

import com.fasterxml.jackson.databind.JsonNode;
import io.slsemu.emulator.sandbox.SandboxException;
import io.slsemu.emulator.sandbox.host.ThreadStarter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The start of one container. Its init calls some milliseconds before the engine says that it is
 * started, and no cold start waits for the engine's word.
 *
 * @param answer the engine's word
 */
record ContainerStart(EngineSite site, String id, CompletableFuture<Void> answer) {
  private static final int CALL_SECONDS = 15;

  /** Has the engine start it. */
  static ContainerStart of(EngineSite site, ThreadStarter threads, String id) {
    CompletableFuture<Void> answer = new CompletableFuture<>();
    threads.start(
        "sandbox-start",
        () -> {
          try {
            site.engine().calls().post("start a container", "/containers/" + id + "/start", null);
            answer.complete(null);
          } catch (RuntimeException e) {
            answer.completeExceptionally(e);
          }
        });
    return new ContainerStart(site, id, answer);
  }

  /**
   * Waits until its init has called.
   *
   * @throws SandboxException if the engine refuses, or the init does not call
   */
  InitChannel await(CompletableFuture<InitChannel> call) {
    CompletableFuture<InitChannel> either = new CompletableFuture<>();
    call.thenAccept(either::complete);
    answer.exceptionally(
        failure -> {
          either.completeExceptionally(failure);
          return null;
        });
    try {
      return awaitEither(either);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof SandboxException refusal
          ? refusal
          : new IllegalStateException("the engine was not asked", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SandboxException("interrupted while a container started", "try again", e);
    }
  }

  /** The engine's word comes in time or fails; from then on the init has its own time. */
  private InitChannel awaitEither(CompletableFuture<InitChannel> either)
      throws ExecutionException, InterruptedException {
    int silent = 0;
    while (silent < CALL_SECONDS) {
      try {
        return either.get(1, TimeUnit.SECONDS);
      } catch (TimeoutException notYet) {
        if (answer.isDone()) {
          requireRunning();
          silent++;
        }
      }
    }
    throw new SandboxException(
        "a container was started, and its init did not call within " + CALL_SECONDS + " s",
        "a firewall may stand between the engine's network and this machine; docker events tells more",
        null);
  }

  private void requireRunning() {
    JsonNode state = state();
    if (!state.path("Running").asBoolean()) {
      throw new SandboxException(
          "the container %s ended as soon as it was started, with status %d"
              .formatted(id.substring(0, 12), state.path("ExitCode").asInt()),
          "docker events tells who did it",
          null);
    }
  }

  /**
   * The number of its process as the engine sees it, which it tells only once it has said that the
   * container is started.
   *
   * @throws SandboxException if the engine says something else
   */
  long process() {
    DockerSandboxProvider.join(answer);
    return state().path("Pid").asLong();
  }

  private JsonNode state() {
    return site.engine()
        .calls()
        .get("look at a container", "/containers/" + id + "/json")
        .path("State");
  }
}
