/** Documents that outlive the emulator, or at least the request that wrote them. */
@NullMarked
package io.slsemu.emulator.store;

import org.jspecify.annotations.NullMarked;
