/** Functions as their owner configures them: name, memory, timeout, variables and code. */
@NullMarked
package io.slsemu.emulator.function;

import org.jspecify.annotations.NullMarked;
