/* The extensions that the container's files hold. */
#ifndef NAMES_H
#define NAMES_H

#include <stdbool.h>

/* The emulator wants to know: the next answer puts a frame, each name ended by NUL. */
void names_ask(void);
bool names_answer(void);

#endif
