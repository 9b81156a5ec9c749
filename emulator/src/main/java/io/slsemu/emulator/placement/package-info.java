/** Which environment serves an invocation: a warm one, or a new one. */
@NullMarked
package io.slsemu.emulator.placement;

import org.jspecify.annotations.NullMarked;
