package io.slsemu.emulator.environment;

import static org.assertj.core.api.Assertions.assertThat;

import io.slsemu.emulator.function.EnvironmentVariables;
import io.slsemu.emulator.function.Function;
import io.slsemu.emulator.function.FunctionArn;
import io.slsemu.emulator.function.FunctionCode;
import io.slsemu.emulator.function.FunctionConfiguration;
import io.slsemu.emulator.function.LogLevel;
import io.slsemu.emulator.function.LoggingConfiguration;
import io.slsemu.emulator.function.Scope;
import io.slsemu.emulator.report.InitializationType;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The variables recorded inside {@code provided.al2023} in January 2026, and no others of ours. */
class RuntimeVariablesTests {
  private static final Credentials CREDENTIALS = new Credentials("id", "secret", "token");

  @Test
  void ofWhenOwnerSetsNothingThenIsExactlyWhatTheServiceGives() {
    assertThat(variables(Map.of()))
        .containsOnlyKeys(
            "AWS_ACCESS_KEY_ID",
            "AWS_SECRET_ACCESS_KEY",
            "AWS_SESSION_TOKEN",
            "AWS_REGION",
            "AWS_DEFAULT_REGION",
            "AWS_LAMBDA_FUNCTION_NAME",
            "AWS_LAMBDA_FUNCTION_VERSION",
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
            "AWS_LAMBDA_INITIALIZATION_TYPE",
            "AWS_LAMBDA_LOG_GROUP_NAME",
            "AWS_LAMBDA_LOG_STREAM_NAME",
            "AWS_LAMBDA_RUNTIME_API",
            "AWS_XRAY_CONTEXT_MISSING",
            "AWS_XRAY_DAEMON_ADDRESS",
            "_AWS_XRAY_DAEMON_ADDRESS",
            "_AWS_XRAY_DAEMON_PORT",
            "LAMBDA_RUNTIME_DIR",
            "LAMBDA_TASK_ROOT",
            "LANG",
            "TZ",
            "LD_LIBRARY_PATH",
            "PATH",
            "_HANDLER")
        .containsEntry("AWS_LAMBDA_FUNCTION_NAME", "orders")
        .containsEntry("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST")
        .containsEntry("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "128")
        .containsEntry("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/orders")
        .containsEntry("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:9001")
        .containsEntry("AWS_REGION", "eu-west-1")
        .containsEntry("LAMBDA_TASK_ROOT", "/var/task")
        .containsEntry("TZ", ":UTC");
  }

  @Test
  @DisplayName("8.6/85: the owner comes before defaults")
  void ofWhenOwnerSetsUnreservedNamesThenTheirsCount() {
    assertThat(variables(Map.of("TZ", "Europe/Berlin", "STAGE", "a=b=c")))
        .containsEntry("TZ", "Europe/Berlin")
        .containsEntry("STAGE", "a=b=c");
  }

  @Test
  void credentialsWhenCallerHasAKeyThenItIsHandedOver() {
    assertThat(Credentials.from(Map.of("AWS_ACCESS_KEY_ID", "AKIA", "AWS_SECRET_ACCESS_KEY", "s")))
        .isEqualTo(new Credentials("AKIA", "s", ""));
  }

  @Test
  @DisplayName("8.6/89: credentials are never empty strings")
  void credentialsWhenCallerHasHalfAKeyThenArePlaceholdersAndNeverEmpty() {
    Credentials credentials = Credentials.from(Map.of("AWS_ACCESS_KEY_ID", "AKIA"));

    assertThat(credentials.accessKeyId()).isNotEmpty().isNotEqualTo("AKIA");
    assertThat(credentials.secretAccessKey()).isNotEmpty();
    assertThat(credentials.sessionToken()).isNotEmpty();
  }

  @Test
  @DisplayName("8.6/85: image, owner, platform, each before the one before")
  void ofWhenImageSetsVariablesThenTheyGiveWayToTheOwnersAndThePlatformsOwn() {
    Map<String, String> image =
        Map.of("PATH", "/app", "STAGE", "image", "LAMBDA_TASK_ROOT", "/app", "HOME", "/root");

    assertThat(variables(image, Map.of("STAGE", "owner")))
        .containsEntry("PATH", "/app")
        .containsEntry("HOME", "/root")
        .containsEntry("STAGE", "owner")
        .containsEntry("LAMBDA_TASK_ROOT", "/var/task");
  }

  @Test
  void loggingWhenLogIsJsonThenTheRuntimeIsToldOfItAndItsLevel() {
    LoggingConfiguration json =
        new LoggingConfiguration(LoggingConfiguration.Format.JSON, LogLevel.WARN, null);

    assertThat(RuntimeVariables.logging(json))
        .isEqualTo(Map.of("AWS_LAMBDA_LOG_FORMAT", "JSON", "AWS_LAMBDA_LOG_LEVEL", "WARN"));
    assertThat(RuntimeVariables.logging(LoggingConfiguration.TEXT)).isEmpty();
  }

  @Test
  @DisplayName("What only the runtime sees (specification, runtime-api 6.1)")
  void ofExtensionWhenRuntimeHasAllThenExtensionsSeeTheOwnersAndThePlatformsOnly() {
    Map<String, String> runtime = new HashMap<>(variables(Map.of("STAGE", "test")));
    runtime.put("AWS_LAMBDA_MAX_CONCURRENCY", "4");

    assertThat(RuntimeVariables.ofExtension(runtime))
        .containsKeys("STAGE", "AWS_REGION", "AWS_LAMBDA_RUNTIME_API", "AWS_ACCESS_KEY_ID")
        .doesNotContainKeys(
            "AWS_LAMBDA_MAX_CONCURRENCY", "AWS_LAMBDA_LOG_STREAM_NAME", "LAMBDA_TASK_ROOT");
  }

  private static Map<String, String> variables(Map<String, String> owners) {
    return variables(Map.of(), owners);
  }

  private static Map<String, String> variables(
      Map<String, String> image, Map<String, String> owners) {
    FunctionConfiguration configuration =
        FunctionConfiguration.builder("orders").variables(new EnvironmentVariables(owners)).build();
    Function function =
        new Function(
            configuration,
            new FunctionArn("eu-west-1", Scope.DEFAULT_ACCOUNT, configuration.name()),
            FunctionCode.directory(Path.of("/code")));
    InetSocketAddress runtimeApi = new InetSocketAddress(InetAddress.getLoopbackAddress(), 9001);
    return RuntimeVariables.of(
        function,
        CREDENTIALS,
        InitializationType.ON_DEMAND,
        "stream",
        image,
        "/var/task",
        runtimeApi);
  }
}
