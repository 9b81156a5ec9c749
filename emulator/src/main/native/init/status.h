/* What the init's own exit status means; numbers as in BSD's sysexits. */
#ifndef STATUS_H
#define STATUS_H

enum status {
  STATUS_DONE = 0,
  STATUS_USAGE = 64,
  STATUS_UNREACHABLE = 69,
  STATUS_NOT_FIRST = 70,
  STATUS_SYSTEM = 71,
  STATUS_PROTOCOL = 76
};

#endif
