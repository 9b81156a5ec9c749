package io.slsemu.emulator.trigger.mapping;

/**
 * One header line.
 *
 * @param name as it was written
 * @param value without the white space around it
 */
public record Field(String name, String value) {}
