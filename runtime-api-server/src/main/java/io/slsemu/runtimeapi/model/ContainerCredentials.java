package io.slsemu.runtimeapi.model;

import java.time.Instant;

/**
 * Credentials as a restored runtime fetches them: it cannot keep those of the time before.
 *
 * @param expiration until when they are good
 */
public record ContainerCredentials(
    String accessKeyId, String secretAccessKey, String sessionToken, Instant expiration) {}
