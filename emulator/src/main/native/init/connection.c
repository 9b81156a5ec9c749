#include "connection.h"

#include <stdbool.h>

#include "kernel.h"
#include "status.h"
#include "text.h"

#define PATIENCE 5000 /* ms: the network of a container may come up after its process */
#define PAUSE 10      /* ms */
#define AF_INET 2

/* A decimal number up to max and the character that ends it; null where there is none. */
static const char *read_number(const char *text, unsigned max, char stop, unsigned *number) {
  const char *first = text;
  *number = 0;
  for (; *text >= '0' && *text <= '9'; text++) {
    *number = *number * 10 + (unsigned)(*text - '0');
    if (*number > max) return NULL;
  }
  if (text == first || *text != stop) return NULL;
  return stop ? text + 1 : text;
}

static bool read_address(const char *text, struct sockaddr_in *to) {
  unsigned char *octets = (unsigned char *)&to->sin_addr;
  unsigned number;
  for (int i = 0; i < 4; i++) {
    text = read_number(text, 255, i < 3 ? '.' : ':', &number);
    if (!text) return false;
    octets[i] = (unsigned char)number;
  }
  if (!read_number(text, 65535, 0, &number) || !number) return false;
  to->sin_family = AF_INET;
  to->sin_port = (unsigned short)(number << 8 | number >> 8);
  return true;
}

/* One try: the connected socket, or a negative errno. A filtered address answers nothing at all. */
static long try_connect(const struct sockaddr_in *to, long milliseconds) {
  long fd = sys_socket();
  if (fd < 0) return fd;
  long result = sys_connect((int)fd, to);
  if (result == -EINPROGRESS || result == -EINTR) {
    struct pollfd wait = {.fd = (int)fd, .events = POLLOUT};
    result = sys_poll(&wait, 1, milliseconds);
    result = result > 0 ? sys_socket_error((int)fd) : result < 0 ? result : -ETIMEDOUT;
  }
  if (result == 0) return fd;
  sys_close((int)fd);
  return result;
}

int connect_to(const char *address) {
  struct sockaddr_in to = {0};
  if (!read_address(address, &to)) give_up(STATUS_USAGE, "expected A.B.C.D:PORT, got ", address);
  long deadline = sys_milliseconds() + PATIENCE, left = PATIENCE, result;
  do {
    result = try_connect(&to, left);
    if (result >= 0) return (int)result;
    sys_poll(NULL, 0, PAUSE);
    left = deadline - sys_milliseconds();
  } while (left > 0);
  char detail[300], *end = detail + sizeof detail - 1;
  char *at = put_text(put_text(detail, end, address), end, ": errno ");
  *put_number(at, end, (unsigned)-result) = 0;
  give_up(STATUS_UNREACHABLE, "cannot reach ", detail);
}
