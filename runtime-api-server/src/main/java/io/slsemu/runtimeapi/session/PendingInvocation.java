package io.slsemu.runtimeapi.session;

import io.slsemu.runtimeapi.model.Invocation;
import io.slsemu.runtimeapi.model.RuntimeAnswer;
import java.util.concurrent.CompletableFuture;

/** An invocation that was offered to a runtime, seen from the platform's side. */
public interface PendingInvocation {

  Invocation invocation();

  /** Completes when the runtime has posted its answer: the caller can be told. */
  CompletableFuture<RuntimeAnswer> answer();

  /** Completes when the runtime, after its answer, is back at {@code next}. */
  CompletableFuture<Void> settled();
}
