/** Reserved and provisioned concurrency by the service API. */
@NullMarked
package io.slsemu.emulator.serviceapi.resources.concurrency;

import org.jspecify.annotations.NullMarked;
