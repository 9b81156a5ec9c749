/** What the service API keeps of functions, and what of it can be invoked. */
@NullMarked
package io.slsemu.emulator.catalog;

import org.jspecify.annotations.NullMarked;
