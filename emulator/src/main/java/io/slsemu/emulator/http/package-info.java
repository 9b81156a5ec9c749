/** What serving HTTP has in common, be it the service API's or a front door's. */
@NullMarked
package io.slsemu.emulator.http;

import org.jspecify.annotations.NullMarked;
