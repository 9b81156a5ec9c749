/** The commands: one class each that parses, calls the emulator and prints. */
@NullMarked
package io.slsemu.cli.command;

import org.jspecify.annotations.NullMarked;
