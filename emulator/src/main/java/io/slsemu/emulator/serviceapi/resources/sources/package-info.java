/** Event source mappings by the service API: what is to be polled, not who polls it. */
@NullMarked
package io.slsemu.emulator.serviceapi.resources.sources;

import org.jspecify.annotations.NullMarked;
