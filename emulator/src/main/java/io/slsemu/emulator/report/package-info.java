/** What the platform measures of an invocation and the log lines that tell it. */
@NullMarked
package io.slsemu.emulator.report;

import org.jspecify.annotations.NullMarked;
