/** One environment's meeting point of platform and runtime; holds the only lock. */
@NullMarked
package io.slsemu.runtimeapi.session;

import org.jspecify.annotations.NullMarked;
