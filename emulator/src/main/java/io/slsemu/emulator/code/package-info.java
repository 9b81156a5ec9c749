/** Functions' code and layers as files: unpacked from archives nobody vouches for, and kept. */
@NullMarked
package io.slsemu.emulator.code;

import org.jspecify.annotations.NullMarked;
