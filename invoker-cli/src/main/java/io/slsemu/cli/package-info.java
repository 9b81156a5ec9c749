/** The sls-emu command: main and the command tree. */
@NullMarked
package io.slsemu.cli;

import org.jspecify.annotations.NullMarked;
