/** The HTTP face of the emulator for callers. */
@NullMarked
package io.slsemu.emulator.serviceapi;

import org.jspecify.annotations.NullMarked;
