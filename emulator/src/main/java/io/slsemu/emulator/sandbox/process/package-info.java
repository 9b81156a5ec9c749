/** Sandboxes made by this host's kernel alone, without an engine. */
@NullMarked
package io.slsemu.emulator.sandbox.process;

import org.jspecify.annotations.NullMarked;
