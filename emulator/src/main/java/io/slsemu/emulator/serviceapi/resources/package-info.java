/** What the handlers of the service API's resources have in common. */
@NullMarked
package io.slsemu.emulator.serviceapi.resources;

import org.jspecify.annotations.NullMarked;
