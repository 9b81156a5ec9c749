package io.slsemu.emulator.environment;

import io.slsemu.emulator.function.Function;
import io.slsemu.emulator.function.FunctionCode;
import io.slsemu.emulator.function.FunctionConfiguration;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;

/**
 * The environment variables a runtime gets: those recorded inside {@code provided.al2023} in
 * January 2026, and the function owner's. Deliberately absent, as on the service: {@code HOME},
 * {@code HOSTNAME}, {@code AWS_EXECUTION_ENV} (managed runtimes only), {@code _X_AMZN_TRACE_ID}
 * (the runtime sets it for each invocation).
 */
final class RuntimeVariables {
  private static final String LIBRARY_PATH =
      "/var/lang/lib:/lib64:/usr/lib64:/var/runtime:/var/runtime/lib:%1$s:%1$s/lib:/opt/lib";
  private static final String PATH = "/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:/opt/bin";

  private RuntimeVariables() {}

  /**
   * @param image what the function's image sets
   * @param taskRoot where the code is, seen from inside
   * @param runtimeApi where the environment's Runtime API listens
   */
  static Map<String, String> of(
      Function function,
      Credentials credentials,
      String logStream,
      Map<String, String> image,
      String taskRoot,
      InetSocketAddress runtimeApi) {
    String host = runtimeApi.getAddress().getHostAddress();
    String name = function.name().value();
    Map<String, String> variables = new HashMap<>(image);
    variables.putAll(function.configuration().variables().values());
    variables.putIfAbsent("PATH", PATH);
    variables.putIfAbsent("LD_LIBRARY_PATH", LIBRARY_PATH.replace("%1$s", taskRoot));
    variables.putIfAbsent("LANG", "en_US.UTF-8");
    variables.putIfAbsent("TZ", ":UTC");
    variables.putIfAbsent("AWS_XRAY_CONTEXT_MISSING", "LOG_ERROR");
    variables.putIfAbsent("AWS_XRAY_DAEMON_ADDRESS", host + ":2000");
    variables.put("_AWS_XRAY_DAEMON_ADDRESS", host);
    variables.put("_AWS_XRAY_DAEMON_PORT", "2000");
    variables.put("AWS_ACCESS_KEY_ID", credentials.accessKeyId());
    variables.put("AWS_SECRET_ACCESS_KEY", credentials.secretAccessKey());
    variables.put("AWS_SESSION_TOKEN", credentials.sessionToken());
    variables.put("AWS_REGION", function.arn().region());
    variables.put("AWS_DEFAULT_REGION", function.arn().region());
    variables.put("AWS_LAMBDA_FUNCTION_NAME", name);
    variables.put("AWS_LAMBDA_FUNCTION_VERSION", Function.LATEST);
    variables.put(
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
        Integer.toString(function.configuration().memory().megabytes()));
    variables.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
    variables.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + name);
    variables.put("AWS_LAMBDA_LOG_STREAM_NAME", logStream);
    variables.put("AWS_LAMBDA_RUNTIME_API", host + ":" + runtimeApi.getPort());
    variables.put("LAMBDA_RUNTIME_DIR", "/var/runtime");
    variables.put("LAMBDA_TASK_ROOT", taskRoot);
    if (!hasNoHandler(function)) {
      variables.put("_HANDLER", function.configuration().handler());
    }
    return variables;
  }

  /** An image names its program itself: a handler is only what its owner set. */
  private static boolean hasNoHandler(Function function) {
    return function.code() instanceof FunctionCode.Image
        && function.configuration().handler().equals(FunctionConfiguration.DEFAULT_HANDLER);
  }
}
