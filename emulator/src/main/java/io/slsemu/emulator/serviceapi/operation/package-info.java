/** What the service API offers: its operations, their paths, and how requests are read. */
@NullMarked
package io.slsemu.emulator.serviceapi.operation;

import org.jspecify.annotations.NullMarked;
