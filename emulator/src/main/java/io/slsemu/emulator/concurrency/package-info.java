/**
 * How much may run at once, and how fast it may come: admission and its refusals. And how one
 * thread waits for what another makes.
 */
@NullMarked
package io.slsemu.emulator.concurrency;

import org.jspecify.annotations.NullMarked;
