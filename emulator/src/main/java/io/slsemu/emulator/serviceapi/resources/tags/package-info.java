/** Tags of functions, event source mappings and code signing configurations. */
@NullMarked
package io.slsemu.emulator.serviceapi.resources.tags;

import org.jspecify.annotations.NullMarked;
