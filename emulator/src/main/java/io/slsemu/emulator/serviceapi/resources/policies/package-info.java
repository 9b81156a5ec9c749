/** Resource policies of functions, and what policies of layers share with them. */
@NullMarked
package io.slsemu.emulator.serviceapi.resources.policies;

import org.jspecify.annotations.NullMarked;
