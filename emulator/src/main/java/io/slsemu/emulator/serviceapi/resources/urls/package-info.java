/** Function URLs by the service API: their configuration, not their front door. */
@NullMarked
package io.slsemu.emulator.serviceapi.resources.urls;

import org.jspecify.annotations.NullMarked;
