package io.slsemu.emulator;

import io.slsemu.emulator.function.FunctionCode;
import io.slsemu.emulator.sandbox.Entrypoint;
import io.slsemu.emulator.sandbox.Fidelity;
import io.slsemu.emulator.sandbox.MadeOnce;
import io.slsemu.emulator.sandbox.Sandbox;
import io.slsemu.emulator.sandbox.SandboxException;
import io.slsemu.emulator.sandbox.SandboxProvider;
import io.slsemu.emulator.sandbox.SandboxSpec;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Docker where the engine has an image that can run the function, else the process sandbox. Chosen
 * once for each function, and said.
 */
final class AutoSandboxProvider implements SandboxProvider {
  private final Supplier<SandboxProvider> processes;
  private final Supplier<SandboxProvider> engine;
  private final Consumer<String> notice;
  private final MadeOnce<FunctionCode, SandboxProvider> chosen = new MadeOnce<>();
  private @Nullable SandboxProvider process;
  private @Nullable SandboxProvider docker;
  private @Nullable SandboxException noEngine;
  private boolean saidNoEngine;
  private @Nullable SandboxProvider last;

  /**
   * @param processes makes the provider of process sandboxes, when the first is needed
   * @param engine makes that of docker sandboxes; may throw
   */
  AutoSandboxProvider(
      Supplier<SandboxProvider> processes,
      Supplier<SandboxProvider> engine,
      Consumer<String> notice) {
    this.processes = processes;
    this.engine = engine;
    this.notice = notice;
  }

  /**
   * Where it is clear that there is no engine.
   *
   * @param process makes all sandboxes
   * @param reason what a function that is an image is refused with
   */
  static AutoSandboxProvider withoutEngine(
      SandboxProvider process, SandboxException reason, Consumer<String> notice) {
    AutoSandboxProvider sandboxes =
        new AutoSandboxProvider(
            () -> process,
            () -> {
              throw reason;
            },
            notice);
    sandboxes.process(null); // its own now, to close
    return sandboxes;
  }

  private SandboxProvider of(SandboxSpec spec) {
    SandboxProvider found = chosen.get(spec.code(), () -> choose(spec));
    remember(found);
    return found;
  }

  private synchronized void remember(SandboxProvider found) {
    last = found;
  }

  private SandboxProvider choose(SandboxSpec spec) {
    SandboxProvider candidate = docker();
    boolean onlyDocker = spec.code() instanceof FunctionCode.Image;
    if (candidate == null) {
      return withoutEngine(onlyDocker);
    }
    // Outside of the lock: it may pull an image, for which no other function is to wait.
    Entrypoint entrypoint = candidate.entrypoint(spec);
    if (entrypoint instanceof Entrypoint.NotRunnable refused && !onlyDocker) {
      return process(
          "the function runs in the process sandbox, since no image here can run it: "
              + refused.cause());
    }
    say("the function runs in docker: an engine answers, with an image that can run it");
    return candidate;
  }

  /** Not the function's doing: said of all functions, once. */
  private synchronized SandboxProvider withoutEngine(boolean onlyDocker) {
    SandboxException reason = Objects.requireNonNull(noEngine);
    if (onlyDocker) {
      throw new SandboxException(
          String.valueOf(reason.getMessage()), reason.remedy(), reason); // of this call
    }
    boolean isNews = !saidNoEngine;
    saidNoEngine = true;
    return process(isNews ? "functions run in the process sandbox: " + reason.getMessage() : null);
  }

  private synchronized @Nullable SandboxProvider docker() {
    if (docker == null && noEngine == null) {
      try {
        docker = engine.get();
      } catch (SandboxException e) {
        noEngine = e;
      }
    }
    return docker;
  }

  private synchronized void say(String what) {
    notice.accept(what);
  }

  private synchronized SandboxProvider process(@Nullable String reason) {
    SandboxProvider made = process;
    if (made == null) {
      made = processes.get();
      process = made;
    }
    if (reason != null) {
      notice.accept(reason);
    }
    return made;
  }

  private synchronized SandboxProvider latest() {
    SandboxProvider latest = last;
    return latest == null ? process(null) : latest;
  }

  @Override
  public String kind() {
    return latest().kind();
  }

  @Override
  public String description() {
    return latest().description();
  }

  @Override
  public Fidelity fidelity() {
    return latest().fidelity();
  }

  @Override
  public void anticipate(int count, SandboxSpec spec) {
    of(spec).anticipate(count, spec);
  }

  @Override
  public Entrypoint entrypoint(SandboxSpec spec) {
    return of(spec).entrypoint(spec);
  }

  @Override
  public Sandbox create(String environmentId, SandboxSpec spec) {
    return of(spec).create(environmentId, spec);
  }

  @Override
  public synchronized void close() {
    if (process != null) {
      process.close();
    }
    if (docker != null) {
      docker.close();
    }
  }
}
