/** The flow of one invocation from request to report. */
@NullMarked
package io.slsemu.emulator.invoke;

import org.jspecify.annotations.NullMarked;
