/** Sandboxes in a container engine: finding it, its images, its containers. */
@NullMarked
package io.slsemu.emulator.sandbox.docker;

import org.jspecify.annotations.NullMarked;
