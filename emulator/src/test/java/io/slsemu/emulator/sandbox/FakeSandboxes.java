package io.slsemu.emulator.sandbox;

import io.slsemu.emulator.report.MemorySource;
import io.slsemu.fixtures.ScriptedRuntime;
import io.slsemu.runtimeapi.RuntimeApiEndpoint;
import io.slsemu.runtimeapi.RuntimeApiServer;
import io.slsemu.runtimeapi.model.PeerPolicy;
import io.slsemu.runtimeapi.session.MeetingPoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sandboxes without an operating system: what runs in them is a script that speaks to the real
 * Runtime API. They keep what they were told.
 */
public final class FakeSandboxes implements SandboxProvider {
  /** What a runtime does, and how it ends once it has done it. */
  @FunctionalInterface
  public interface Program {
    /**
     * @param start 1 for the first start in this provider, 2 for the next …
     */
    SandboxExit run(ScriptedRuntime runtime, int start) throws IOException;
  }

  private final Program program;
  private final AtomicInteger starts = new AtomicInteger();
  private final List<Launch> launches = new CopyOnWriteArrayList<>();
  private final List<String> closed = new CopyOnWriteArrayList<>();
  private final List<String> created = new CopyOnWriteArrayList<>();
  private volatile Entrypoint entrypoint =
      Entrypoint.Runnable.bootstrap("/var/task/bootstrap", "/var/task");

  private volatile Runnable onFreeze = () -> {};
  private volatile Runnable onThaw = () -> {};
  private volatile boolean thawsAtOnce = true;

  public FakeSandboxes(Program program) {
    this.program = program;
  }

  /** A runtime that answers every event with {@code "ok"} and never ends. */
  public static SandboxExit echoForEver(ScriptedRuntime runtime) throws IOException {
    while (true) {
      runtime.respond(runtime.next().requestId(), "\"ok\"");
    }
  }

  /** From here on, nothing can be executed. */
  public void refuse(String message) {
    entrypoint = new Entrypoint.NotRunnable(message, message, "");
  }

  /** From here on, programs are to start in that directory. */
  public void startIn(String directory) {
    entrypoint = Entrypoint.Runnable.bootstrap("/var/task/bootstrap", directory);
  }

  /** From here on, to thaw one takes long. */
  public void thawSlowly() {
    thawsAtOnce = false;
  }

  /** From here on, this is done when one is frozen. */
  public void onFreeze(Runnable action) {
    onFreeze = action;
  }

  /** From here on, this is done when one is thawed. */
  public void onThaw(Runnable action) {
    onThaw = action;
  }

  /** The programs that were started. */
  public List<Launch> launches() {
    return launches;
  }

  /** The ids of environments whose sandbox was closed. */
  public List<String> closed() {
    return closed;
  }

  /** The ids of environments that were given one. */
  public List<String> created() {
    return created;
  }

  @Override
  public String kind() {
    return "fake";
  }

  @Override
  public String description() {
    return "a fake";
  }

  @Override
  public Fidelity fidelity() {
    return new Fidelity(Fidelity.Level.REDUCED, "none", "none", "none", "none", "none", List.of());
  }

  @Override
  public void anticipate(int count, SandboxSpec spec) {}

  @Override
  public Entrypoint entrypoint(SandboxSpec spec) {
    return entrypoint;
  }

  @Override
  public Sandbox create(String environmentId, SandboxSpec spec) {
    created.add(environmentId);
    return new Fake(environmentId);
  }

  @Override
  public void close() {}

  private final class Fake implements Sandbox {
    private final String environmentId;
    private final CompletableFuture<SandboxExit> exit = new CompletableFuture<>();

    Fake(String environmentId) {
      this.environmentId = environmentId;
    }

    @Override
    public Fidelity fidelity() {
      return FakeSandboxes.this.fidelity();
    }

    @Override
    public RuntimeApiEndpoint openRuntimeApi(RuntimeApiServer server, MeetingPoint session)
        throws IOException {
      return server.open(session, InetAddress.getLoopbackAddress(), PeerPolicy.ANYONE);
    }

    @Override
    public Entrypoint entrypoint() {
      return entrypoint;
    }

    @Override
    public String taskRoot() {
      return "/var/task";
    }

    @Override
    public void awaitReady() {}

    @Override
    public String layersRoot() {
      return "/opt";
    }

    @Override
    public List<String> extensions() {
      return List.of();
    }

    @Override
    public SandboxProcess startExtension(String name, Launch launch) {
      throw new UnsupportedOperationException("there are none");
    }

    @Override
    public Socket connect(int port) throws IOException {
      throw new IOException("nothing listens");
    }

    @Override
    public SandboxProcess start(Launch launch) {
      launches.add(launch);
      int start = starts.incrementAndGet();
      String[] api = launch.environment().get("AWS_LAMBDA_RUNTIME_API").split(":");
      ScriptedRuntime.play(
          new InetSocketAddress(api[0], Integer.parseInt(api[1])),
          runtime -> exit.complete(program.run(runtime, start)));
      return new FakeProcess(this);
    }

    @Override
    public CompletableFuture<SandboxExit> exit() {
      return exit;
    }

    @Override
    public void drainOutput() {}

    @Override
    public boolean thawsAtOnce() {
      return thawsAtOnce;
    }

    @Override
    public void freeze() {
      onFreeze.run();
    }

    @Override
    public void thaw() {
      onThaw.run();
    }

    @Override
    public void throttleCpu() {}

    @Override
    public SandboxUsage usage() {
      return new SandboxUsage(0, MemorySource.UNAVAILABLE, 0, Duration.ZERO);
    }

    @Override
    public void kill() {
      exit.complete(new SandboxExit.Signalled(9, "killed"));
    }

    @Override
    public Sandbox reset() {
      kill();
      return new Fake(environmentId);
    }

    @Override
    public void close() {
      kill();
      closed.add(environmentId);
    }
  }

  private record FakeProcess(Fake sandbox) implements SandboxProcess {
    @Override
    public String name() {
      return "runtime";
    }

    @Override
    public CompletableFuture<SandboxExit> exit() {
      return sandbox.exit();
    }

    @Override
    public void terminate() {
      sandbox.kill();
    }

    @Override
    public void kill() {
      sandbox.kill();
    }
  }

  /** The variables of the last start. */
  public Map<String, String> lastVariables() {
    return launches.get(launches.size() - 1).environment();
  }
}
