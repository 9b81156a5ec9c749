package io.slsemu.emulator.catalog;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One version of a layer as it is kept.
 *
 * @param arn with the version's number
 * @param number of the version
 * @param archive the digest of its content
 * @param codeSize the archive's bytes
 * @param details what callers see of it: the model's {@code GetLayerVersionResponse} without
 *     Content
 */
public record LayerDocument(
    String arn, long number, String archive, long codeSize, ObjectNode details) {}
