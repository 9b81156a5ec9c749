package io.slsemu.emulator.async;

/**
 * What could not be sent, or had nobody to go to.
 *
 * @param requestId of the event it tells of
 * @param destination an ARN; for an event whose function is gone, that function's
 * @param reason in words for a person
 * @param body what would have been sent
 */
public record DroppedRecord(String requestId, String destination, String reason, String body) {}
