/** What a runtime may do when: the protocol as pure tables, without locks or I/O. */
@NullMarked
package io.slsemu.runtimeapi.state;

import org.jspecify.annotations.NullMarked;
