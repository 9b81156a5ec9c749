/** Code signing configurations by the service API. */
@NullMarked
package io.slsemu.emulator.serviceapi.resources.signing;

import org.jspecify.annotations.NullMarked;
