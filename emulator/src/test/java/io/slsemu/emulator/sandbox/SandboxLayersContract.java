package io.slsemu.emulator.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slsemu.emulator.function.FunctionCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a sandbox makes of layers, and of what listens in it. */
public abstract class SandboxLayersContract extends SandboxContract {
  /** Answers everybody who connects to ADDRESS:PORT with WORD. */
  private static final String LISTENS =
      """
      #!/usr/bin/perl
      use IO::Socket::INET;
      my ($address, $port, $word) = @ARGV;
      my $server = IO::Socket::INET->new(LocalAddr => $address, LocalPort => $port, Listen => 5, ReuseAddr => 1)
          or die "listen: $@ $!";
      $| = 1;
      print "listening\\n";
      while (my $client = $server->accept) { print $client $word; close $client }
      """;

  private Path layers;

  @BeforeEach
  void makeLayers() throws IOException {
    layers = Files.createTempDirectory(directory(), "layers");
    Files.createDirectories(layers.resolve("extensions"));
    for (Path open : List.of(layers, layers.resolve("extensions"))) {
      Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  protected final Path layers() {
    return layers;
  }

  /** An extension of this name, which a shell runs. */
  protected final SandboxBench extension(String name, String... lines) {
    put("extensions/" + name, "rwxr-xr-x", "#!/bin/sh\n" + String.join("\n", lines) + "\n");
    return script();
  }

  protected final void put(String path, String mode, String text) {
    try {
      Files.createDirectories(layers.resolve(path).getParent());
      Files.setPosixFilePermissions(
          Files.writeString(layers.resolve(path), text), PosixFilePermissions.fromString(mode));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  protected final Sandbox sandbox(SandboxBench runtime, int memoryMb) {
    SandboxSpec spec = runtime.spec(memoryMb);
    FunctionCode code = ((FunctionCode.Directory) spec.code()).withLayers(layers);
    Sandbox sandbox =
        provider()
            .create("test", new SandboxSpec(code, layers, memoryMb, spec.ephemeralStorageMb()));
    sandbox.awaitReady();
    return sandbox;
  }

  protected final SandboxProcess start(Sandbox sandbox, String name, SandboxBench bench) {
    return sandbox.startExtension(
        name, bench.launch(sandbox, sandbox.layersRoot() + "/extensions/" + name));
  }

  protected static SandboxExit endOf(SandboxProcess process) {
    return process.exit().orTimeout(60, TimeUnit.SECONDS).join();
  }

  @Test
  @DisplayName("8.3/60: every entry that is no directory is an extension, in order")
  void extensionsWhenEntriesAreMixedThenDirectoriesAreLeftOut() throws IOException {
    put("extensions/b", "rwxr-xr-x", "");
    put("extensions/a.sh", "rw-r--r--", "");
    put("extensions/lib/file", "rw-r--r--", "");
    Files.createSymbolicLink(layers.resolve("extensions/c"), Path.of("/nowhere"));

    assertThat(extensionsThere()).containsExactly("a.sh", "b", "c");
  }

  @Test
  @DisplayName("8.3/60: an empty directory, none, or a file in its place has no extensions")
  void extensionsWhenThereIsNoDirectoryThenThereAreNone() throws IOException {
    assertThat(extensionsThere()).isEmpty();
    Files.delete(layers.resolve("extensions"));
    assertThat(extensionsThere()).isEmpty();
    put("extensions", "rw-r--r--", "");
    assertThat(extensionsThere()).isEmpty();
    try (Sandbox sandbox = provider().create("test", script().spec(256))) {
      sandbox.awaitReady();
      assertThat(sandbox.extensions()).isEmpty();
    }
  }

  private List<String> extensionsThere() {
    try (Sandbox sandbox = sandbox(script(), 256)) {
      return sandbox.extensions();
    }
  }

  @Test
  void startWhenLayersHaveProgramsThenTheyAreFound() {
    put("bin/tool", "rwxr-xr-x", "#!/bin/sh\necho a tool\n");
    SandboxBench runtime = script("PATH=$PATH:$1/bin; tool");
    try (Sandbox sandbox = sandbox(runtime, 256)) {
      runtime.startIn(sandbox, sandbox.layersRoot());

      assertThat(SandboxBench.await(sandbox)).isEqualTo(new SandboxExit.Exited(0));
      assertThat(runtime.lines()).containsExactly("a tool");
    }
  }

  @Test
  @DisplayName("8.5/84: a bootstrap of layers runs")
  void entrypointWhenOnlyLayersHaveBootstrapThenThatOneRuns() throws IOException {
    SandboxBench runtime = script();
    Files.delete(runtime.code().resolve("bootstrap"));
    put("bootstrap", "rwxr-xr-x", "#!/bin/sh\necho from $0; pwd\n");
    try (Sandbox sandbox = sandbox(runtime, 256)) {
      Entrypoint.Runnable program = (Entrypoint.Runnable) sandbox.entrypoint();
      sandbox.start(runtime.launch(sandbox, program.command().toArray(String[]::new)));

      assertThat(SandboxBench.await(sandbox)).isEqualTo(new SandboxExit.Exited(0));
      assertThat(runtime.lines())
          .containsExactly("from " + sandbox.layersRoot() + "/bootstrap", sandbox.taskRoot());
    }
  }

  @Test
  void connectWhenProgramListensThenItIsReached() throws IOException {
    SandboxBench runtime = file(LISTENS);
    int port = 20_000 + (int) (ProcessHandle.current().pid() % 10_000);
    try (Sandbox sandbox = sandbox(runtime, 256)) {
      runtime.startIn(sandbox, "0.0.0.0", Integer.toString(port), "hello");

      assertThat(wordOf(sandbox, port)).isEqualTo("hello");
      assertThatThrownBy(() -> sandbox.connect(port + 1).close())
          .isInstanceOf(ConnectException.class);
    }
  }

  @Test
  protected void connectWhenTwoListenOnSamePortThenEachIsReachedByItsOwn() throws IOException {
    SandboxBench first = file(LISTENS);
    SandboxBench second = file(LISTENS);
    try (Sandbox one = sandbox(first, 256);
        Sandbox two = sandbox(second, 256);
        Sandbox idle = sandbox(script(), 256)) {
      first.startIn(one, "sandbox.localdomain", "4243", "one");
      second.startIn(two, "sandbox.localdomain", "4243", "two");

      assertThat(wordOf(one, 4243)).isEqualTo("one");
      assertThat(wordOf(two, 4243)).isEqualTo("two");
      assertThatThrownBy(() -> idle.connect(4243).close()).isInstanceOf(ConnectException.class);
    }
  }

  private static String wordOf(Sandbox sandbox, int port) throws IOException {
    ByteArrayOutputStream word = new ByteArrayOutputStream();
    try (Socket socket = sandbox.connect(port)) {
      socket.setSoTimeout(20_000);
      socket.getInputStream().transferTo(word);
    }
    return word.toString(StandardCharsets.UTF_8);
  }
}
