package io.slsemu.emulator.serviceapi.operation;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The operations of the service's model 2015-03-31, each with its method, date, path and the status
 * of a good answer.
 */
public enum Operation {
  ADD_LAYER_VERSION_PERMISSION(
      "POST", "2018-10-31", "/layers/{LayerName}/versions/{VersionNumber}/policy", 201),
  ADD_PERMISSION("POST", "2015-03-31", "/functions/{FunctionName}/policy", 201),
  CHECKPOINT_DURABLE_EXECUTION(
      "POST", "2025-12-01", "/durable-executions/{DurableExecutionArn}/checkpoint", 200),
  CREATE_ALIAS("POST", "2015-03-31", "/functions/{FunctionName}/aliases", 201),
  CREATE_CAPACITY_PROVIDER("POST", "2025-11-30", "/capacity-providers", 202),
  CREATE_CODE_SIGNING_CONFIG("POST", "2020-04-22", "/code-signing-configs", 201),
  CREATE_EVENT_SOURCE_MAPPING("POST", "2015-03-31", "/event-source-mappings", 202),
  CREATE_FUNCTION("POST", "2015-03-31", "/functions", 201),
  CREATE_FUNCTION_URL_CONFIG("POST", "2021-10-31", "/functions/{FunctionName}/url", 201),
  DELETE_ALIAS("DELETE", "2015-03-31", "/functions/{FunctionName}/aliases/{Name}", 204),
  DELETE_CAPACITY_PROVIDER(
      "DELETE", "2025-11-30", "/capacity-providers/{CapacityProviderName}", 202),
  DELETE_CODE_SIGNING_CONFIG(
      "DELETE", "2020-04-22", "/code-signing-configs/{CodeSigningConfigArn}", 204),
  DELETE_EVENT_SOURCE_MAPPING("DELETE", "2015-03-31", "/event-source-mappings/{UUID}", 202),
  DELETE_FUNCTION("DELETE", "2015-03-31", "/functions/{FunctionName}", 204),
  DELETE_FUNCTION_CODE_SIGNING_CONFIG(
      "DELETE", "2020-06-30", "/functions/{FunctionName}/code-signing-config", 204),
  DELETE_FUNCTION_CONCURRENCY("DELETE", "2017-10-31", "/functions/{FunctionName}/concurrency", 204),
  DELETE_FUNCTION_EVENT_INVOKE_CONFIG(
      "DELETE", "2019-09-25", "/functions/{FunctionName}/event-invoke-config", 204),
  DELETE_FUNCTION_URL_CONFIG("DELETE", "2021-10-31", "/functions/{FunctionName}/url", 204),
  DELETE_LAYER_VERSION("DELETE", "2018-10-31", "/layers/{LayerName}/versions/{VersionNumber}", 204),
  DELETE_PROVISIONED_CONCURRENCY_CONFIG(
      "DELETE", "2019-09-30", "/functions/{FunctionName}/provisioned-concurrency", 204),
  GET_ACCOUNT_SETTINGS("GET", "2016-08-19", "/account-settings", 200),
  GET_ALIAS("GET", "2015-03-31", "/functions/{FunctionName}/aliases/{Name}", 200),
  GET_CAPACITY_PROVIDER("GET", "2025-11-30", "/capacity-providers/{CapacityProviderName}", 200),
  GET_CODE_SIGNING_CONFIG("GET", "2020-04-22", "/code-signing-configs/{CodeSigningConfigArn}", 200),
  GET_DURABLE_EXECUTION("GET", "2025-12-01", "/durable-executions/{DurableExecutionArn}", 200),
  GET_DURABLE_EXECUTION_HISTORY(
      "GET", "2025-12-01", "/durable-executions/{DurableExecutionArn}/history", 200),
  GET_DURABLE_EXECUTION_STATE(
      "GET", "2025-12-01", "/durable-executions/{DurableExecutionArn}/state", 200),
  GET_EVENT_SOURCE_MAPPING("GET", "2015-03-31", "/event-source-mappings/{UUID}", 200),
  GET_FUNCTION("GET", "2015-03-31", "/functions/{FunctionName}", 200),
  GET_FUNCTION_CODE_SIGNING_CONFIG(
      "GET", "2020-06-30", "/functions/{FunctionName}/code-signing-config", 200),
  GET_FUNCTION_CONCURRENCY("GET", "2019-09-30", "/functions/{FunctionName}/concurrency", 200),
  GET_FUNCTION_CONFIGURATION("GET", "2015-03-31", "/functions/{FunctionName}/configuration", 200),
  GET_FUNCTION_EVENT_INVOKE_CONFIG(
      "GET", "2019-09-25", "/functions/{FunctionName}/event-invoke-config", 200),
  GET_FUNCTION_RECURSION_CONFIG(
      "GET", "2024-08-31", "/functions/{FunctionName}/recursion-config", 200),
  GET_FUNCTION_SCALING_CONFIG(
      "GET", "2025-11-30", "/functions/{FunctionName}/function-scaling-config", 200),
  GET_FUNCTION_URL_CONFIG("GET", "2021-10-31", "/functions/{FunctionName}/url", 200),
  GET_LAYER_VERSION("GET", "2018-10-31", "/layers/{LayerName}/versions/{VersionNumber}", 200),
  GET_LAYER_VERSION_BY_ARN("GET", "2018-10-31", "/layers", 200),
  GET_LAYER_VERSION_POLICY(
      "GET", "2018-10-31", "/layers/{LayerName}/versions/{VersionNumber}/policy", 200),
  GET_POLICY("GET", "2015-03-31", "/functions/{FunctionName}/policy", 200),
  GET_PROVISIONED_CONCURRENCY_CONFIG(
      "GET", "2019-09-30", "/functions/{FunctionName}/provisioned-concurrency", 200),
  GET_RUNTIME_MANAGEMENT_CONFIG(
      "GET", "2021-07-20", "/functions/{FunctionName}/runtime-management-config", 200),
  INVOKE("POST", "2015-03-31", "/functions/{FunctionName}/invocations", 200),
  INVOKE_ASYNC("POST", "2014-11-13", "/functions/{FunctionName}/invoke-async", 202),
  INVOKE_WITH_RESPONSE_STREAM(
      "POST", "2021-11-15", "/functions/{FunctionName}/response-streaming-invocations", 200),
  LIST_ALIASES("GET", "2015-03-31", "/functions/{FunctionName}/aliases", 200),
  LIST_CAPACITY_PROVIDERS("GET", "2025-11-30", "/capacity-providers", 200),
  LIST_CODE_SIGNING_CONFIGS("GET", "2020-04-22", "/code-signing-configs", 200),
  LIST_DURABLE_EXECUTIONS_BY_FUNCTION(
      "GET", "2025-12-01", "/functions/{FunctionName}/durable-executions", 200),
  LIST_EVENT_SOURCE_MAPPINGS("GET", "2015-03-31", "/event-source-mappings", 200),
  LIST_FUNCTION_EVENT_INVOKE_CONFIGS(
      "GET", "2019-09-25", "/functions/{FunctionName}/event-invoke-config/list", 200),
  LIST_FUNCTION_URL_CONFIGS("GET", "2021-10-31", "/functions/{FunctionName}/urls", 200),
  LIST_FUNCTION_VERSIONS_BY_CAPACITY_PROVIDER(
      "GET", "2025-11-30", "/capacity-providers/{CapacityProviderName}/function-versions", 200),
  LIST_FUNCTIONS("GET", "2015-03-31", "/functions", 200),
  LIST_FUNCTIONS_BY_CODE_SIGNING_CONFIG(
      "GET", "2020-04-22", "/code-signing-configs/{CodeSigningConfigArn}/functions", 200),
  LIST_LAYER_VERSIONS("GET", "2018-10-31", "/layers/{LayerName}/versions", 200),
  LIST_LAYERS("GET", "2018-10-31", "/layers", 200),
  LIST_PROVISIONED_CONCURRENCY_CONFIGS(
      "GET", "2019-09-30", "/functions/{FunctionName}/provisioned-concurrency", 200),
  LIST_TAGS("GET", "2017-03-31", "/tags/{Resource}", 200),
  LIST_VERSIONS_BY_FUNCTION("GET", "2015-03-31", "/functions/{FunctionName}/versions", 200),
  PUBLISH_LAYER_VERSION("POST", "2018-10-31", "/layers/{LayerName}/versions", 201),
  PUBLISH_VERSION("POST", "2015-03-31", "/functions/{FunctionName}/versions", 201),
  PUT_FUNCTION_CODE_SIGNING_CONFIG(
      "PUT", "2020-06-30", "/functions/{FunctionName}/code-signing-config", 200),
  PUT_FUNCTION_CONCURRENCY("PUT", "2017-10-31", "/functions/{FunctionName}/concurrency", 200),
  PUT_FUNCTION_EVENT_INVOKE_CONFIG(
      "PUT", "2019-09-25", "/functions/{FunctionName}/event-invoke-config", 200),
  PUT_FUNCTION_RECURSION_CONFIG(
      "PUT", "2024-08-31", "/functions/{FunctionName}/recursion-config", 200),
  PUT_FUNCTION_SCALING_CONFIG(
      "PUT", "2025-11-30", "/functions/{FunctionName}/function-scaling-config", 202),
  PUT_PROVISIONED_CONCURRENCY_CONFIG(
      "PUT", "2019-09-30", "/functions/{FunctionName}/provisioned-concurrency", 202),
  PUT_RUNTIME_MANAGEMENT_CONFIG(
      "PUT", "2021-07-20", "/functions/{FunctionName}/runtime-management-config", 200),
  REMOVE_LAYER_VERSION_PERMISSION(
      "DELETE",
      "2018-10-31",
      "/layers/{LayerName}/versions/{VersionNumber}/policy/{StatementId}",
      204),
  REMOVE_PERMISSION("DELETE", "2015-03-31", "/functions/{FunctionName}/policy/{StatementId}", 204),
  SEND_DURABLE_EXECUTION_CALLBACK_FAILURE(
      "POST", "2025-12-01", "/durable-execution-callbacks/{CallbackId}/fail", 200),
  SEND_DURABLE_EXECUTION_CALLBACK_HEARTBEAT(
      "POST", "2025-12-01", "/durable-execution-callbacks/{CallbackId}/heartbeat", 200),
  SEND_DURABLE_EXECUTION_CALLBACK_SUCCESS(
      "POST", "2025-12-01", "/durable-execution-callbacks/{CallbackId}/succeed", 200),
  STOP_DURABLE_EXECUTION(
      "POST", "2025-12-01", "/durable-executions/{DurableExecutionArn}/stop", 200),
  TAG_RESOURCE("POST", "2017-03-31", "/tags/{Resource}", 204),
  UNTAG_RESOURCE("DELETE", "2017-03-31", "/tags/{Resource}", 204),
  UPDATE_ALIAS("PUT", "2015-03-31", "/functions/{FunctionName}/aliases/{Name}", 200),
  UPDATE_CAPACITY_PROVIDER("PUT", "2025-11-30", "/capacity-providers/{CapacityProviderName}", 202),
  UPDATE_CODE_SIGNING_CONFIG(
      "PUT", "2020-04-22", "/code-signing-configs/{CodeSigningConfigArn}", 200),
  UPDATE_EVENT_SOURCE_MAPPING("PUT", "2015-03-31", "/event-source-mappings/{UUID}", 202),
  UPDATE_FUNCTION_CODE("PUT", "2015-03-31", "/functions/{FunctionName}/code", 200),
  UPDATE_FUNCTION_CONFIGURATION(
      "PUT", "2015-03-31", "/functions/{FunctionName}/configuration", 200),
  UPDATE_FUNCTION_EVENT_INVOKE_CONFIG(
      "POST", "2019-09-25", "/functions/{FunctionName}/event-invoke-config", 200),
  UPDATE_FUNCTION_URL_CONFIG("PUT", "2021-10-31", "/functions/{FunctionName}/url", 200);

  private final String method;
  private final String date;
  private final PathTemplate path;
  private final int status;
  private final String wireName;

  Operation(String method, String date, String path, int status) {
    this.method = method;
    this.date = date;
    this.path = PathTemplate.of(path);
    this.status = status;
    this.wireName = camelCase(name());
  }

  /** The dates with which paths begin: one for each time the service's interface grew. */
  public static List<String> dates() {
    return Stream.of(values()).map(each -> each.date).distinct().sorted().toList();
  }

  public String method() {
    return method;
  }

  /** When it was added; requests to it begin with this. */
  public String date() {
    return date;
  }

  PathTemplate path() {
    return path;
  }

  /** Of the answer to a request that is carried out. DeleteFunction's is what the service sends. */
  public int status() {
    return status;
  }

  /** As the model and the service's messages call it. */
  public String wireName() {
    return wireName;
  }

  private static String camelCase(String constant) {
    StringBuilder text = new StringBuilder();
    for (String word : constant.split("_")) {
      text.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
    }
    return text.toString();
  }
}
