package io.slsemu.runtimeapi.session;

/**
 * A runtime's {@code GET next} that waits for an invocation. Delivering it includes to tell the
 * session: {@link MeetingPoint#delivering} just before the last byte is written, {@link
 * MeetingPoint#undelivered} if the client could not be reached.
 */
public interface ParkedPoll extends EventPoll<PendingInvocation> {}
