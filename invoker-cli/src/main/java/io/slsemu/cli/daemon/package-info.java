/** Daemons that {@code sls-emu start} left running: where they are, and how to talk to them. */
@NullMarked
package io.slsemu.cli.daemon;

import org.jspecify.annotations.NullMarked;
