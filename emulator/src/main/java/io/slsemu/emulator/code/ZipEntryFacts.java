package io.slsemu.emulator.code;

/**
 * What an archive says of one of its entries.
 *
 * @param name as stored
 * @param mode the Unix mode, or 0 where the archive was made on a system without
 */
record ZipEntryFacts(String name, int mode) {
  private static final int TYPE_MASK = 0170000;
  private static final int SYMLINK = 0120000;
  private static final int DIRECTORY = 0040000;
  private static final int REGULAR = 0100000;
  private static final int PERMISSION_MASK = 0777;

  /** What a file gets whose archive names no mode: readable, and not executable. */
  private static final int DEFAULT_PERMISSIONS = 0644;

  boolean isDirectory() {
    return name.endsWith("/") || (mode & TYPE_MASK) == DIRECTORY;
  }

  boolean isSymbolicLink() {
    return (mode & TYPE_MASK) == SYMLINK;
  }

  /** A device, a pipe, a socket. */
  boolean isSpecial() {
    int type = mode & TYPE_MASK;
    return type != 0 && type != SYMLINK && type != DIRECTORY && type != REGULAR;
  }

  /** Read, write and execute bits; set-user-id and the like are dropped. */
  int permissions() {
    int permissions = mode & PERMISSION_MASK;
    return permissions == 0 ? DEFAULT_PERMISSIONS : permissions;
  }
}
