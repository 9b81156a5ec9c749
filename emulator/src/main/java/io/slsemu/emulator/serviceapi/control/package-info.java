/** The command line's way into a running emulator: what it is at, its log, its environments. */
@NullMarked
package io.slsemu.emulator.serviceapi.control;

import org.jspecify.annotations.NullMarked;
