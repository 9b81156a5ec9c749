/** The box an execution environment lives in: the interface that every kind of sandbox keeps. */
@NullMarked
package io.slsemu.emulator.sandbox;

import org.jspecify.annotations.NullMarked;
