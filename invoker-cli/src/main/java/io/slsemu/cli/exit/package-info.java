/** How a run of the command ends: exit codes, failures a user can act on, and interruption. */
@NullMarked
package io.slsemu.cli.exit;

import org.jspecify.annotations.NullMarked;
