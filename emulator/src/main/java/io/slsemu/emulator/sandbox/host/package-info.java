/**
 * What sandboxes of every kind need of this machine: the process that keeps it tidy, and the perl
 * programs that reach the kernel's calls.
 */
@NullMarked
package io.slsemu.emulator.sandbox.host;

import org.jspecify.annotations.NullMarked;
