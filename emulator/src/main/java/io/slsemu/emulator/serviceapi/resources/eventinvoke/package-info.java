/** How asynchronous invocations of a function are to be treated, by the service API. */
@NullMarked
package io.slsemu.emulator.serviceapi.resources.eventinvoke;

import org.jspecify.annotations.NullMarked;
