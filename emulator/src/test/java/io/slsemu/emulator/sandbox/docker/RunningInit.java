package io.slsemu.emulator.sandbox.docker;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * This machine's init as process 1 of a pid namespace, as the user of the service's functions, and
 * the emulator's end of its connection.
 */
final class RunningInit implements AutoCloseable {
  static final String TOKEN = "a-token";
  private static final int PATIENCE = 20_000; // ms

  /** What a careless parent may leave to the init, and the program must not have. */
  private static final String LEGACY =
      "trap '' HUP PIPE USR1; umask 077; ulimit -S -c $(ulimit -H -c); exec 7</dev/null; exec \"$@\"";

  private final Process namespace;
  private final Socket socket;
  private final DataInputStream in;
  private final DataOutputStream out;

  private RunningInit(Process namespace, Socket socket) throws IOException {
    this.namespace = namespace;
    this.socket = socket;
    this.in = new DataInputStream(socket.getInputStream());
    this.out = new DataOutputStream(socket.getOutputStream());
  }

  /** Connected, and not greeted yet. */
  static RunningInit connect(Path program) throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      server.setSoTimeout(PATIENCE);
      Process namespace = launch(program, server.getLocalPort()).start();
      Socket socket = server.accept();
      socket.setSoTimeout(PATIENCE);
      return new RunningInit(namespace, socket);
    }
  }

  /** Waiting for a start. */
  static RunningInit greeted(Path program) throws IOException {
    RunningInit init = connect(program);
    init.next();
    return init;
  }

  static ProcessBuilder launch(Path program, int port) {
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", LEGACY, "sh"));
    command.addAll(List.of("unshare", "--pid", "--fork", "--kill-child"));
    command.addAll(List.of("--mount-proc", "setpriv", "--reuid=993", "--regid=990"));
    command.addAll(List.of("--clear-groups", "--no-new-privs", program.toString()));
    command.add("127.0.0.1:" + port);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("SLS_EMU_TOKEN", TOKEN);
    return builder;
  }

  SeenFrame next() throws IOException {
    return SeenFrame.read(in);
  }

  SeenFrames until(Predicate<SeenFrame> condition) throws IOException {
    List<SeenFrame> frames = new ArrayList<>();
    do {
      frames.add(next());
    } while (!condition.test(frames.get(frames.size() - 1)));
    return new SeenFrames(frames);
  }

  SeenFrames untilEnd() throws IOException {
    return until(SeenFrame::isLast);
  }

  /** Has a shell run this. */
  RunningInit shell(String script) throws IOException {
    return start("/", Map.of("PATH", "/usr/bin:/bin"), "/bin/sh", "-c", script);
  }

  RunningInit start(String directory, Map<String, String> environment, String... arguments)
      throws IOException {
    ByteArrayOutputStream fields = new ByteArrayOutputStream();
    field(fields, "cwd=" + directory);
    for (String argument : arguments) {
      field(fields, "arg=" + argument);
    }
    environment.forEach((name, value) -> field(fields, "env=" + name + "=" + value));
    send('S', fields.toByteArray());
    return this;
  }

  private static void field(ByteArrayOutputStream to, String text) {
    to.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    to.write(0);
  }

  void kill() throws IOException {
    send('K', new byte[0]);
  }

  void drain(String payload) throws IOException {
    send('D', payload.getBytes(StandardCharsets.UTF_8));
  }

  void send(char letter, byte[] payload) throws IOException {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    DataOutputStream data = new DataOutputStream(frame);
    data.writeByte(letter);
    data.writeInt(payload.length);
    data.write(payload);
    out.write(frame.toByteArray());
  }

  void disconnect() throws IOException {
    socket.close();
  }

  /** From outside its namespace. */
  void signal(String name) throws IOException, InterruptedException {
    String command = "kill -" + name + " " + process().pid();
    new ProcessBuilder("/bin/sh", "-c", command).start().waitFor();
  }

  private ProcessHandle process() {
    return namespace.children().findFirst().orElseThrow();
  }

  /** What runs below the init. */
  List<ProcessHandle> programs() {
    return process().descendants().filter(RunningInit::runs).toList();
  }

  /** The dead whom nobody has buried yet do not count. */
  static boolean runs(ProcessHandle process) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
      return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
    } catch (IOException gone) {
      return false;
    }
  }

  int awaitExit() throws InterruptedException {
    if (!namespace.waitFor(PATIENCE, TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException("the init is still there");
    }
    return namespace.exitValue();
  }

  @Override
  public void close() throws IOException {
    socket.close();
    namespace.destroyForcibly().onExit().join();
  }
}
