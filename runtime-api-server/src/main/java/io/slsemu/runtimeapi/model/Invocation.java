package io.slsemu.runtimeapi.model;

import org.jspecify.annotations.Nullable;

/**
 * One event on its way to a runtime, as {@code GET /runtime/invocation/next} hands it over.
 *
 * @param requestId the id every log line and every reply of this invocation carries
 * @param event the event's bytes, passed through untouched
 * @param contentType the event's media type, {@code application/json} unless the caller said other
 * @param deadlineEpochMillis when the function's timeout runs out, in milliseconds since 1970
 * @param functionArn the ARN the caller used, qualifier included when one was given
 * @param traceId the X-Ray header, or null: the header is then left out
 * @param clientContext the decoded client context, JSON, or null
 * @param cognitoIdentity the caller's Cognito identity, JSON, or null
 */
public record Invocation(
    String requestId,
    byte[] event,
    String contentType,
    long deadlineEpochMillis,
    String functionArn,
    @Nullable String traceId,
    @Nullable String clientContext,
    @Nullable String cognitoIdentity) {}
