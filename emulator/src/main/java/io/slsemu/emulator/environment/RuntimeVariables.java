package io.slsemu.emulator.environment;

import io.slsemu.emulator.function.Function;
import io.slsemu.emulator.function.FunctionCode;
import io.slsemu.emulator.function.FunctionConfiguration;
import io.slsemu.emulator.function.FunctionRuntime;
import io.slsemu.emulator.function.LoggingConfiguration;
import io.slsemu.emulator.function.MaxConcurrency;
import io.slsemu.emulator.report.InitializationType;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The environment variables a runtime gets: those recorded inside {@code provided.al2023} in
 * January 2026, and the function owner's. Deliberately absent, as on the service: {@code HOME},
 * {@code HOSTNAME}, {@code _X_AMZN_TRACE_ID} (the runtime sets it for each invocation) and, but for
 * managed runtimes, {@code AWS_EXECUTION_ENV}.
 */
final class RuntimeVariables {
  private static final String LIBRARY_PATH =
      "/var/lang/lib:/lib64:/usr/lib64:/var/runtime:/var/runtime/lib:%1$s:%1$s/lib:/opt/lib";
  private static final String PATH = "/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:/opt/bin";

  private RuntimeVariables() {}

  /**
   * @param type why the environment is made
   * @param image what the function's image sets
   * @param taskRoot where the code is, seen from inside
   * @param runtimeApi where the environment's Runtime API listens
   */
  static Map<String, String> of(
      Function function,
      Credentials credentials,
      InitializationType type,
      String logStream,
      Map<String, String> image,
      String taskRoot,
      InetSocketAddress runtimeApi) {
    String host = runtimeApi.getAddress().getHostAddress();
    Map<String, String> variables = new HashMap<>(image);
    variables.putAll(function.configuration().variables().values());
    variables.putIfAbsent("PATH", PATH);
    variables.putIfAbsent("LD_LIBRARY_PATH", LIBRARY_PATH.replace("%1$s", taskRoot));
    variables.putIfAbsent("LANG", "en_US.UTF-8");
    variables.putIfAbsent("TZ", ":UTC");
    variables.putIfAbsent("AWS_XRAY_CONTEXT_MISSING", "LOG_ERROR");
    variables.putIfAbsent("AWS_XRAY_DAEMON_ADDRESS", host + ":2000");
    logging(function.configuration().logging()).forEach(variables::putIfAbsent);
    variables.put("_AWS_XRAY_DAEMON_ADDRESS", host);
    variables.put("_AWS_XRAY_DAEMON_PORT", "2000");
    variables.put("AWS_ACCESS_KEY_ID", credentials.accessKeyId());
    variables.put("AWS_SECRET_ACCESS_KEY", credentials.secretAccessKey());
    variables.put("AWS_SESSION_TOKEN", credentials.sessionToken());
    variables.put("AWS_LAMBDA_INITIALIZATION_TYPE", type.label());
    variables.put("AWS_LAMBDA_LOG_STREAM_NAME", logStream);
    variables.put("AWS_LAMBDA_RUNTIME_API", host + ":" + runtimeApi.getPort());
    variables.put("LAMBDA_RUNTIME_DIR", "/var/runtime");
    variables.put("LAMBDA_TASK_ROOT", taskRoot);
    describe(function, variables);
    return variables;
  }

  private static void describe(Function function, Map<String, String> variables) {
    FunctionConfiguration configuration = function.configuration();
    variables.put("AWS_REGION", function.arn().region());
    variables.put("AWS_DEFAULT_REGION", function.arn().region());
    variables.put("AWS_LAMBDA_FUNCTION_NAME", function.name().value());
    variables.put("AWS_LAMBDA_FUNCTION_VERSION", function.version());
    variables.put(
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(configuration.memory().megabytes()));
    MaxConcurrency shared = configuration.maxConcurrency();
    if (shared != null) {
      variables.put("AWS_LAMBDA_MAX_CONCURRENCY", Integer.toString(shared.invocations()));
    }
    variables.put("AWS_LAMBDA_LOG_GROUP_NAME", configuration.logging().groupOf(function.name()));
    FunctionRuntime runtime = configuration.runtime();
    if (!runtime.isCustom()) {
      variables.put("AWS_EXECUTION_ENV", "AWS_Lambda_" + runtime.identifier());
    }
    if (!hasNoHandler(function)) {
      variables.put("_HANDLER", configuration.handler());
    }
  }

  /**
   * The same for a runtime that is kept and restored: nothing that would be stale by then.
   *
   * @param token what the runtime shows to get its credentials
   * @see <a
   *     href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html">configuration-envvars</a>
   */
  static Map<String, String> forRestore(Map<String, String> ordinary, String token) {
    Map<String, String> variables = new HashMap<>(ordinary);
    STALE_AFTER_RESTORE.forEach(variables::remove);
    variables.put(
        "AWS_CONTAINER_CREDENTIALS_FULL_URI",
        "http://" + ordinary.get("AWS_LAMBDA_RUNTIME_API") + "/2021-04-23/credentials");
    variables.put("AWS_CONTAINER_AUTHORIZATION_TOKEN", token);
    return variables;
  }

  private static final Set<String> STALE_AFTER_RESTORE =
      Set.of(
          "AWS_ACCESS_KEY_ID",
          "AWS_SECRET_ACCESS_KEY",
          "AWS_SESSION_TOKEN",
          "AWS_LAMBDA_LOG_GROUP_NAME",
          "AWS_LAMBDA_LOG_STREAM_NAME");

  /** What extensions do not see of a runtime's variables: names with a leading _ and these. */
  private static final Set<String> RUNTIME_ONLY =
      Set.of(
          "AWS_EXECUTION_ENV",
          "AWS_LAMBDA_LOG_GROUP_NAME",
          "AWS_LAMBDA_LOG_STREAM_NAME",
          "AWS_LAMBDA_MAX_CONCURRENCY",
          "AWS_XRAY_CONTEXT_MISSING",
          "AWS_XRAY_DAEMON_ADDRESS",
          "LAMBDA_RUNTIME_DIR",
          "LAMBDA_TASK_ROOT");

  /**
   * What extensions get of a runtime's variables (AWS's Runtime Interface Emulator, {@code
   * env/environment.go}): the owner's, the credentials and the platform's.
   *
   * @param runtime those of the runtime
   */
  static Map<String, String> ofExtension(Map<String, String> runtime) {
    Map<String, String> variables = new HashMap<>(runtime);
    variables.keySet().removeIf(name -> name.startsWith("_") || RUNTIME_ONLY.contains(name));
    return variables;
  }

  /** What a runtime is told of its log: only where that is JSON. */
  static Map<String, String> logging(LoggingConfiguration logging) {
    return logging.isJson()
        ? Map.of(
            "AWS_LAMBDA_LOG_FORMAT",
            "JSON",
            "AWS_LAMBDA_LOG_LEVEL",
            String.valueOf(logging.applicationLevel()))
        : Map.of();
  }

  /** An image names its program itself: a handler is only what its owner set. */
  private static boolean hasNoHandler(Function function) {
    return function.code() instanceof FunctionCode.Image
        && function.configuration().handler().equals(FunctionConfiguration.DEFAULT_HANDLER);
  }
}
