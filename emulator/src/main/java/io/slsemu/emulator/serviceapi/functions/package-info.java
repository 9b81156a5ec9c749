/** The operations on functions, their versions and their aliases. */
@NullMarked
package io.slsemu.emulator.serviceapi.functions;

import org.jspecify.annotations.NullMarked;
