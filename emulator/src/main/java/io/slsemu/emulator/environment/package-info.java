/** The life of one execution environment: Init, Invoke, Reset, Shutdown. */
@NullMarked
package io.slsemu.emulator.environment;

import org.jspecify.annotations.NullMarked;
