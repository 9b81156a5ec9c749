package io.slsemu.emulator.sandbox.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.AuthConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryCredentialsTests {
  @TempDir Path directory;

  @Test
  void findWhenThereIsNoFileThenNull() {
    assertThat(new RegistryCredentials(directory).find("docker.io")).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "docker.io,https://index.docker.io/v1/",
    "registry.example,registry.example",
    "registry.example,https://registry.example"
  })
  void findWhenLoggedInThenUserAndPassword(String registry, String key) throws IOException {
    String pair = Base64.getEncoder().encodeToString("ada:love:lace".getBytes(UTF_8));
    write("{\"auths\":{\"" + key + "\":{\"auth\":\"" + pair + "\"}}}");

    AuthConfig found = new RegistryCredentials(directory).find(registry);

    assertThat(found).isNotNull();
    assertThat(found.getUsername()).isEqualTo("ada");
    assertThat(found.getPassword()).isEqualTo("love:lace");
  }

  @Test
  void findWhenHelperIsMissingThenNull() throws IOException {
    write("{\"credsStore\":\"sls-emu-no-such-helper\"}");

    assertThat(new RegistryCredentials(directory).find("docker.io")).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "alpine,alpine,latest,docker.io",
    "library/alpine:3,library/alpine,3,docker.io",
    "localhost/app,localhost/app,latest,localhost",
    "host:5000/a/b,host:5000/a/b,latest,host:5000",
    "public.ecr.aws/lambda/provided:al2023,public.ecr.aws/lambda/provided,al2023,public.ecr.aws",
    "host.example/a:1@sha256:0f,host.example/a,sha256:0f,host.example"
  })
  void parseWhenNameIsWrittenThenItsParts(
      String text, String repository, String tag, String registry) {
    assertThat(ImageName.parse(text)).isEqualTo(new ImageName(text, repository, tag, registry));
  }

  private void write(String config) throws IOException {
    Files.writeString(directory.resolve("config.json"), config);
  }
}
