package io.slsemu.cli.project;

import java.nio.file.Path;

/**
 * Code that can be deployed.
 *
 * @param taskRoot the directory that becomes {@code /var/task}
 * @param origin how it came to be, for {@code -v}: {@code directory}, {@code zip}, {@code program},
 *     {@code go}
 */
public record ReadyCode(Path taskRoot, String origin) {}
