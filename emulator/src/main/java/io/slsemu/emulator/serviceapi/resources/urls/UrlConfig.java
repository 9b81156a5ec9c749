package io.slsemu.emulator.serviceapi.resources.urls;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slsemu.emulator.function.FunctionArn;
import io.slsemu.emulator.function.FunctionName;
import io.slsemu.emulator.function.FunctionReference;
import org.jspecify.annotations.Nullable;

/**
 * A function URL.
 *
 * @param urlId the part of the URL that names it
 * @param qualifier the alias it is of, null for the latest version
 * @param authType NONE or AWS_IAM
 * @param invokeMode BUFFERED or RESPONSE_STREAM
 * @param cors the model's Cors with the members that were set, null for none
 * @param creationTime as callers see it
 * @param lastModifiedTime as callers see it
 */
public record UrlConfig(
    String urlId,
    String region,
    String account,
    String name,
    @Nullable String qualifier,
    String authType,
    String invokeMode,
    @Nullable ObjectNode cors,
    String creationTime,
    String lastModifiedTime) {

  public FunctionArn function() {
    return new FunctionArn(region, account, new FunctionName(name));
  }

  /** What a request to it invokes. */
  public FunctionReference reference() {
    return new FunctionReference(function().scope(), name, qualifier);
  }

  String arn() {
    return qualifier == null ? function().toString() : function().qualified(qualifier);
  }
}
