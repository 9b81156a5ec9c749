/** What answers over HTTP have in common, be they the service API's or a front door's. */
@NullMarked
package io.slsemu.emulator.http;

import org.jspecify.annotations.NullMarked;
