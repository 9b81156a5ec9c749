package io.slsemu.cli;

import static io.slsemu.fixtures.Requirement.DOCKER;
import static io.slsemu.fixtures.Requirement.GCC;
import static io.slsemu.fixtures.Requirement.ROOT;
import static io.slsemu.fixtures.Requirement.TLS_ENGINE;
import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.fixtures.Functions;
import io.slsemu.fixtures.Requires;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command with an engine that it reaches by TCP, as the docker command's settings say. */
@Requires({ROOT, DOCKER, GCC, TLS_ENGINE})
class RemoteEngineTests {
  private static final String EVENT = "{\"name\":\"Ada\"}";

  @TempDir private Path directory;

  private final Path engine = Path.of(System.getenv().getOrDefault("SLS_EMU_ENGINE", "/nowhere"));
  private final Map<String, String> variables = new LinkedHashMap<>();

  private record Ended(int code, String out, String err) {}

  @Test
  void invokeWhenVariablesNameCertificatesThenEncrypted() throws Exception {
    variables.put("DOCKER_HOST", encryptedHost());
    variables.put("DOCKER_TLS_VERIFY", "1");
    variables.put("DOCKER_CERT_PATH", engine.resolve("tls").toString());

    Ended ended = invoke();

    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.out()).isEqualTo(EVENT);
  }

  @Test
  void invokeWhenContextHasCertificatesThenEncrypted() throws Exception {
    variables.put("DOCKER_CONFIG", directory.toString());
    variables.put("DOCKER_CONTEXT", "far");
    makeContext("far");

    Ended ended = invoke();

    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.out()).isEqualTo(EVENT);
  }

  @Test
  void invokeWhenEngineIsSignedByAStrangerThenElevenAndARemedy() throws Exception {
    Path strange = Files.createDirectory(directory.resolve("strange"));
    for (String file : List.of("cert.pem", "key.pem")) {
      Files.copy(engine.resolve("tls").resolve(file), strange.resolve(file));
    }
    makeAuthority(strange);
    variables.put("DOCKER_HOST", encryptedHost());
    variables.put("DOCKER_TLS_VERIFY", "1");
    variables.put("DOCKER_CERT_PATH", strange.toString());

    Ended ended = invoke();

    assertRefused(ended, "no secure connection to the engine at " + encryptedHost());
    assertThat(ended.err()).contains("check the certificates in " + strange);
  }

  @Test
  void invokeWhenClientHasNoCertificateThenElevenAndARemedy() throws Exception {
    variables.put("DOCKER_HOST", encryptedHost());
    variables.put("DOCKER_TLS", "1");
    variables.put("DOCKER_CERT_PATH", directory.toString());

    assertRefused(invoke(), "no secure connection to the engine at " + encryptedHost());
  }

  @Test
  void invokeWhenEngineIsPlainTcpThenAnswers() throws Exception {
    try (SocketRelay relay = SocketRelay.to(engine.resolve("docker.sock"))) {
      variables.put("DOCKER_HOST", "tcp://127.0.0.1:" + relay.port());

      Ended ended = invoke();

      assertThat(ended.code()).as(ended.err()).isZero();
      assertThat(ended.out()).isEqualTo(EVENT);
    }
  }

  @Test
  void invokeWhenEngineWantsTlsAndClientSpeaksNoneThenElevenAndItsWords() throws Exception {
    variables.put("DOCKER_HOST", encryptedHost());

    assertRefused(invoke(), "Client sent an HTTP request to an HTTPS server");
  }

  private static void assertRefused(Ended ended, String words) {
    assertThat(ended.code()).isEqualTo(11);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).contains(words).doesNotContain("Exception");
    assertThat(ended.err().lines()).hasSize(2).allMatch(line -> line.startsWith("sls-emu: "));
  }

  private String encryptedHost() throws IOException {
    return Files.readString(engine.resolve("tls/host")).strip();
  }

  /** As {@code docker context create} lays it down. */
  private void makeContext(String name) throws Exception {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes());
    String id = HexFormat.of().formatHex(digest);
    Path meta = Files.createDirectories(directory.resolve("contexts/meta").resolve(id));
    Path tls = Files.createDirectories(directory.resolve("contexts/tls").resolve(id + "/docker"));
    Files.writeString(
        meta.resolve("meta.json"),
        "{\"Name\":\"%s\",\"Metadata\":{},\"Endpoints\":{\"docker\":{\"Host\":\"%s\"}}}"
            .formatted(name, encryptedHost()));
    for (String file : List.of("ca.pem", "cert.pem", "key.pem")) {
      Files.copy(engine.resolve("tls").resolve(file), tls.resolve(file));
    }
  }

  private static void makeAuthority(Path directory) throws Exception {
    String[] command = {
      "openssl",
      "req",
      "-x509",
      "-newkey",
      "rsa:2048",
      "-nodes",
      "-keyout",
      "other-key.pem",
      "-out",
      "ca.pem",
      "-days",
      "2",
      "-subj",
      "/CN=stranger"
    };
    Process openssl =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(openssl.waitFor()).isZero();
  }

  private Ended invoke() throws Exception {
    Path out = directory.resolve("out");
    Path err = directory.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "invoke",
                Functions.directory("hello-c").toString(),
                "--sandbox",
                "docker",
                "-q",
                "--payload",
                EVENT)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("DOCKER_"));
    builder.environment().putAll(variables);
    Process process = builder.start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Ended(
        process.exitValue(),
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }
}
