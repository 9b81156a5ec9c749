/** Events that are invoked later: a durable queue, retries, and where the records of them go. */
@NullMarked
package io.slsemu.emulator.async;

import org.jspecify.annotations.NullMarked;
