/** The front door of the emulator: start one, deploy a function, invoke it. */
@NullMarked
package io.slsemu.emulator;

import org.jspecify.annotations.NullMarked;
