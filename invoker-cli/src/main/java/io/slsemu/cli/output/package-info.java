/** What a run shows: the response on stdout, log lines and errors on stderr, JSON results. */
@NullMarked
package io.slsemu.cli.output;

import org.jspecify.annotations.NullMarked;
