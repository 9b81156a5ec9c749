/** What the libraries beneath have to say, on stderr. */
@NullMarked
package io.slsemu.cli.logging;

import org.jspecify.annotations.NullMarked;
