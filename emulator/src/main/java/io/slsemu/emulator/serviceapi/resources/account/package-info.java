/** The account as a whole, and small settings of functions. */
@NullMarked
package io.slsemu.emulator.serviceapi.resources.account;

import org.jspecify.annotations.NullMarked;
