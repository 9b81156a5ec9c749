/** Control groups of version 1 and 2: CPU, memory, processes and the freezer. */
@NullMarked
package io.slsemu.emulator.sandbox.cgroup;

import org.jspecify.annotations.NullMarked;
