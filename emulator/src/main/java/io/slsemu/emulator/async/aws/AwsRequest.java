package io.slsemu.emulator.async.aws;

import java.util.Map;

/**
 * What is asked of a service.
 *
 * @param service as its signature names it, {@code sqs}
 * @param region where
 * @param method of HTTP
 * @param path absolute, encoded; with a query of one parameter perhaps
 * @param headers beside those that sending and signing add
 * @param body may be empty
 */
record AwsRequest(
    String service,
    String region,
    String method,
    String path,
    Map<String, String> headers,
    byte[] body) {}
