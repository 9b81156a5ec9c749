/* The way to the emulator. */
#ifndef CONNECTION_H
#define CONNECTION_H

/* Connects to A.B.C.D:PORT. Gives up, and leaves, after 5 s. */
int connect_to(const char *address);

#endif
