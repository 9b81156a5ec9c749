/** The front door: opens one Runtime API endpoint for each execution environment. */
@NullMarked
package io.slsemu.runtimeapi;

import org.jspecify.annotations.NullMarked;
