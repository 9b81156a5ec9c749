package io.slsemu.emulator.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slsemu.emulator.sandbox.SandboxException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineAddressTests {
  @TempDir Path root;

  private final Map<String, String> environment = new HashMap<>();
  private Path home;

  @BeforeEach
  void home() throws IOException {
    home = Files.createDirectories(root.resolve("home/ada"));
  }

  @Test
  void findWhenNothingIsThereThenEmpty() {
    assertThat(find()).isEmpty();
  }

  @Test
  void findWhenAllNameOneThenTheFlagWins() throws IOException {
    environment.put("DOCKER_HOST", "tcp://variable:2375");
    environment.put("DOCKER_CONTEXT", "colima");
    touch("var/run/docker.sock");

    EngineAddress address = search().find("tcp://flag:2375").orElseThrow();

    assertThat(address)
        .isEqualTo(new EngineAddress("tcp://flag:2375", null, false, "--docker-host"));
  }

  @Test
  void findWhenHostAndContextAreSetThenTheHostWins() {
    environment.put("DOCKER_HOST", "unix:///tmp/engine.sock");
    environment.put("DOCKER_CONTEXT", "colima");

    EngineAddress address = find().orElseThrow();

    assertThat(address.host()).isEqualTo("unix:///tmp/engine.sock");
    assertThat(address.origin()).isEqualTo("DOCKER_HOST");
  }

  @Test
  void findWhenContextIsNamedThenItsEndpointCounts() throws IOException {
    context("colima", "{\"Host\":\"unix:///home/ada/.colima/docker.sock\"}");
    config("{\"currentContext\":\"other\"}");
    environment.put("DOCKER_CONTEXT", "colima");

    assertThat(find())
        .contains(
            new EngineAddress(
                "unix:///home/ada/.colima/docker.sock", null, false, "context colima"));
  }

  @Test
  void findWhenContextIsInUseAndHasCertificatesThenTheConnectionIsEncrypted() throws IOException {
    Path tls = context("build", "{\"Host\":\"tcp://build:2376\",\"SkipTLSVerify\":false}");
    Files.createDirectories(tls);
    config("{\"currentContext\":\"build\"}");
    touch("var/run/docker.sock");

    assertThat(find()).contains(new EngineAddress("tcp://build:2376", tls, true, "context build"));
  }

  @Test
  void findWhenContextSkipsVerificationThenTheAddressSaysSo() throws IOException {
    Files.createDirectories(context("lab", "{\"Host\":\"tcp://lab:2376\",\"SkipTLSVerify\":true}"));
    environment.put("DOCKER_CONTEXT", "lab");

    assertThat(find().orElseThrow().verify()).isFalse();
  }

  @Test
  void findWhenContextIsMissingThenSaysWhoNamedIt() throws IOException {
    config("{\"currentContext\":\"gone\"}");

    assertThatThrownBy(this::find)
        .isInstanceOf(SandboxException.class)
        .hasMessage(
            "there is no docker context 'gone', which "
                + home.resolve(".docker/config.json")
                + " names");
  }

  @Test
  void findWhenConfigIsNoJsonThenSaysWhichFile() throws IOException {
    config("{currentContext");

    assertThatThrownBy(this::find)
        .isInstanceOf(SandboxException.class)
        .hasMessageStartingWith(
            home.resolve(".docker/config.json") + " cannot be read: it is no JSON: ")
        .hasMessageNotContaining("\n");
  }

  @Test
  void findWhenDefaultContextIsInUseThenUsualPlacesCount() throws IOException {
    config("{\"currentContext\":\"default\",\"auths\":{}}");
    Path socket = touch("var/run/docker.sock");

    assertThat(find())
        .contains(new EngineAddress("unix://" + socket, null, false, socket.toString()));
  }

  @Test
  void findWhenConfigDirectoryIsNamedThenItIsReadThere() throws IOException {
    Path elsewhere = Files.createDirectories(root.resolve("elsewhere"));
    Files.writeString(elsewhere.resolve("config.json"), "{\"currentContext\":\"gone\"}");
    environment.put("DOCKER_CONFIG", elsewhere.toString());

    assertThatThrownBy(this::find).hasMessageContaining(elsewhere.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run/user/1/docker.sock",
        "home/ada/.docker/run/docker.sock",
        "home/ada/.colima/default/docker.sock",
        "run/user/1/podman/podman.sock",
        "run/podman/podman.sock"
      })
  void findWhenOnlyOneUsualPlaceExistsThenThatOne(String place) throws IOException {
    environment.put("XDG_RUNTIME_DIR", root.resolve("run/user/1").toString());
    Path socket = touch(place);

    EngineAddress address = find().orElseThrow();

    assertThat(address.host()).isEqualTo("unix://" + socket);
    assertThat(address.mayAnswer()).isTrue();
    assertThat(address).hasToString("unix://" + socket);
  }

  @Test
  void findWhenDockerAndPodmanAreThereThenDocker() throws IOException {
    touch("run/podman/podman.sock");
    Path socket = touch("home/ada/.docker/run/docker.sock");

    assertThat(find().orElseThrow().socket()).isEqualTo(socket);
  }

  @Test
  void findWhenVariableIsEmptyThenItIsNotSet() {
    environment.put("DOCKER_HOST", "");

    assertThat(find()).isEmpty();
  }

  @Test
  void findWhenTlsIsAskedForThenCertificatesComeFromTheirVariable() throws IOException {
    Path certificates = Files.createDirectories(root.resolve("certs"));
    Files.createFile(certificates.resolve("ca.pem"));
    environment.put("DOCKER_HOST", "tcp://build:2376");
    environment.put("DOCKER_TLS_VERIFY", "1");
    environment.put("DOCKER_CERT_PATH", certificates.toString());

    assertThat(find())
        .contains(new EngineAddress("tcp://build:2376", certificates, true, "DOCKER_HOST"));
  }

  @Test
  void findWhenTlsHasNoAuthorityThenSaysWhere() {
    environment.put("DOCKER_HOST", "tcp://build:2376");
    environment.put("DOCKER_TLS_VERIFY", "1");

    assertThatThrownBy(this::find)
        .hasMessage(
            "DOCKER_TLS_VERIFY is set, but there is no ca.pem in " + home.resolve(".docker"));
  }

  @Test
  void findWhenTlsIsAskedForASocketThenItIsNotEncrypted() {
    environment.put("DOCKER_HOST", "unix:///tmp/engine.sock");
    environment.put("DOCKER_TLS_VERIFY", "1");

    assertThat(find().orElseThrow().certificates()).isNull();
  }

  @Test
  void findWhenHostIsBehindSshThenSaysHowElse() {
    environment.put("DOCKER_HOST", "ssh://ada@build");

    assertThatThrownBy(this::find)
        .isInstanceOfSatisfying(
            SandboxException.class,
            e -> assertThat(e.remedy()).contains("ssh -N -L").contains("ada@build"))
        .hasMessageContaining("DOCKER_HOST")
        .hasMessageContaining("ssh://ada@build");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/var/run/docker.sock",
        "unix://",
        "unix:var/run/docker.sock",
        "tcp://build",
        "build",
        "tcp://:2375",
        "tcp://build:99999",
        "http://build:2375",
        "tcp://bu ild:2375"
      })
  void findWhenHostIsMalformedThenSaysSoWithExamples(String host) {
    environment.put("DOCKER_HOST", host);

    assertThatThrownBy(this::find)
        .isInstanceOfSatisfying(
            SandboxException.class,
            e -> assertThat(e.remedy()).contains("unix:///var/run/docker.sock"))
        .hasMessage("DOCKER_HOST is '" + host + "', which is not an engine's address");
  }

  @Test
  void configWhenHomeIsNotTheAccountsThenItIsThereAllTheSame() {
    assertThat(EngineSearch.of(Map.of("HOME", "/elsewhere")).configDirectory())
        .isEqualTo(Path.of("/elsewhere/.docker"));
    assertThat(EngineSearch.of(Map.of("HOME", "")).configDirectory())
        .isEqualTo(Path.of(System.getProperty("user.home"), ".docker"));
  }

  @Test
  void findWhenHostHasNoSchemeThenItIsTcpAsForTheDockerCommand() {
    assertThat(search().find("build:2375").orElseThrow().host()).isEqualTo("tcp://build:2375");
  }

  @Test
  void mayAnswerWhenSocketIsMissingThenFalse() {
    EngineAddress address = search().find("unix://" + root.resolve("none.sock")).orElseThrow();

    assertThat(address.mayAnswer()).isFalse();
    assertThat(address).hasToString("unix://" + root.resolve("none.sock") + " (--docker-host)");
  }

  private Optional<EngineAddress> find() {
    return search().find(null);
  }

  private EngineSearch search() {
    return new EngineSearch(environment, root, home);
  }

  private Path touch(String path) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.createFile(file);
  }

  private void config(String json) throws IOException {
    Files.createDirectories(home.resolve(".docker"));
    Files.writeString(home.resolve(".docker/config.json"), json);
  }

  /** Makes a context and answers where its certificates would be. */
  private Path context(String name, String endpoint) throws IOException {
    String id = Digest.sha256(name.getBytes(StandardCharsets.UTF_8));
    Path contexts = home.resolve(".docker/contexts");
    Path meta = Files.createDirectories(contexts.resolve("meta").resolve(id));
    Files.writeString(
        meta.resolve("meta.json"),
        "{\"Name\":\"" + name + "\",\"Endpoints\":{\"docker\":" + endpoint + "}}");
    return contexts.resolve("tls").resolve(id).resolve("docker");
  }
}
