package io.slsemu.emulator.sandbox.process;

import io.slsemu.emulator.sandbox.ExtensionNames;
import io.slsemu.emulator.sandbox.Launch;
import io.slsemu.emulator.sandbox.SandboxExit;
import io.slsemu.emulator.sandbox.SandboxOutput;
import io.slsemu.emulator.sandbox.SandboxOutput.Stream;
import io.slsemu.emulator.sandbox.SandboxProcess;
import io.slsemu.emulator.sandbox.host.ThreadStarter;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The programs of one sandbox. The runtime writes to the supervisor's own output, and its end is
 * the supervisor's, unless there are extensions: those write to pipes with names, and one more pipe
 * tells how each program ended. Callers of its starts take turns.
 */
final class Programs {
  private static final int RUNTIME = 0;

  private final ProcessSandbox sandbox;
  private final Supervisor supervisor;
  private final Path scratch;
  private final ThreadStarter threads;
  private final String environmentId;
  private final Map<Integer, Program> all = new ConcurrentHashMap<>();
  private final Map<Integer, List<NamedPipe>> pipes = new ConcurrentHashMap<>();
  private @Nullable OutputPump events;

  Programs(ProcessSandbox sandbox, Slot slot, ThreadStarter threads, String environmentId) {
    this.sandbox = sandbox;
    this.supervisor = slot.supervisor();
    this.scratch = slot.place().scratch();
    this.threads = threads;
    this.environmentId = environmentId;
  }

  boolean hasRuntime() {
    return all.containsKey(RUNTIME);
  }

  Program runtime(Launch launch, Path code, @Nullable Path layers) {
    return start(
        SandboxProcess.RUNTIME,
        RUNTIME,
        List.of(
            pump(supervisor.output(), Stream.STDOUT, launch.output(), "sandbox-out-"),
            pump(supervisor.errors(), Stream.STDERR, launch.output(), "sandbox-err-")),
        launch,
        code,
        layers);
  }

  Program extension(String name, Launch launch, Path code, @Nullable Path layers) {
    ExtensionNames.requireRoom(name, all.size());
    int number = all.size() + 1;
    if (events == null) {
      hearOfEnds();
    }
    NamedPipe out = NamedPipe.open(scratch.resolve("out-" + number));
    NamedPipe err = NamedPipe.open(scratch.resolve("err-" + number));
    pipes.put(number, List.of(out, err));
    return start(
        name,
        number,
        List.of(
            pump(out.in(), Stream.STDOUT, launch.output(), "extension-out-"),
            pump(err.in(), Stream.STDERR, launch.output(), "extension-err-")),
        launch,
        code,
        layers);
  }

  private Program start(
      String name,
      int number,
      List<OutputPump> pumps,
      Launch launch,
      Path code,
      @Nullable Path layers) {
    Program program = new Program(sandbox, name, number, pumps);
    all.put(number, program);
    supervisor.launch(number, code, layers, launch);
    return program;
  }

  private OutputPump pump(InputStream in, Stream stream, SandboxOutput output, String threadName) {
    OutputPump pump = new OutputPump(in, stream, output);
    threads.start(threadName + environmentId, pump);
    return pump;
  }

  private void hearOfEnds() {
    NamedPipe pipe = NamedPipe.open(scratch.resolve("events"));
    pipes.put(RUNTIME, List.of(pipe));
    events = pump(pipe.in(), Stream.STDOUT, (stream, line) -> take(pipe, line), "sandbox-events-");
  }

  /** A line {@code NUMBER started} or {@code NUMBER} and how it ended. */
  private void take(NamedPipe own, byte[] line) {
    own.expectEnd(); // there is a writer: this line's
    String text = new String(line, StandardCharsets.UTF_8);
    int blank = text.indexOf(' ');
    int number = Integer.parseInt(text.substring(0, blank));
    String how = text.substring(blank + 1);
    if (number != RUNTIME) {
      expectEnd(number);
    }
    Program program = all.get(number);
    if (program != null && !how.equals("started")) {
      program.ended(SandboxExit.parse(how));
    }
  }

  private void expectEnd(int number) {
    pipes.getOrDefault(number, List.of()).forEach(NamedPipe::expectEnd);
  }

  /** Nobody is left who might write: completes when all that was written is handed on. */
  CompletableFuture<Void> end() {
    pipes.keySet().forEach(this::expectEnd);
    CompletableFuture<?>[] open =
        all.values().stream()
            .flatMap(program -> program.pumps().stream())
            .map(OutputPump::done)
            .toArray(CompletableFuture[]::new);
    CompletableFuture<Void> told = events == null ? CompletableFuture.allOf() : events.done();
    return CompletableFuture.allOf(CompletableFuture.allOf(open), told);
  }

  /** Those of whom nothing was told ended as the sandbox did. */
  void ended(SandboxExit how) {
    all.values().forEach(program -> program.ended(how));
  }

  void drain() {
    all.values().forEach(Program::drain);
  }
}
