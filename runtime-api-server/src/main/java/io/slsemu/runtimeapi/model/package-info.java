/** The words of the Runtime API: what is handed to a runtime and what comes back. */
@NullMarked
package io.slsemu.runtimeapi.model;

import org.jspecify.annotations.NullMarked;
