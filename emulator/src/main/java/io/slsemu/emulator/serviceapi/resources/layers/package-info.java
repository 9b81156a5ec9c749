/** Layers and who may use them, by the service API. */
@NullMarked
package io.slsemu.emulator.serviceapi.resources.layers;

import org.jspecify.annotations.NullMarked;
