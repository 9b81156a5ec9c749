/*
 * Sends one event again and again over kept-alive HTTP/1.1 connections and times each answer.
 *
 *   load [-c CONNECTIONS] [-n CALLS] [-w WARM-UP CALLS] [-p PAUSE MS] [-b EVENT] URL
 *
 * CALLS and WARM-UP CALLS are per connection; each connection has a thread, and the pause lies between
 * its calls, outside the times. Every answer must be 200 with the event as its body, as from an echo
 * function; anything else is an error and exit code 1. Prints one line of name=value pairs, times in µs.
 */
#define _GNU_SOURCE
#include "figures.h"

#include <ctype.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BUFFER_SIZE = 1 << 20, MAX_CONNECTIONS = 1024 };

static const char *event = "{\"name\":\"Ada\"}";
static size_t event_size;
static long calls = 1000, warm_up = 100, pause_ms, connections = 1;
static char host[256] = "127.0.0.1", port[8] = "80", path[1024] = "/";
static char *request;
static size_t request_size;
static pthread_barrier_t all_warm;

struct client {
  pthread_t thread;
  int socket;
  char *buffer;
  size_t filled;
  uint64_t *times;
  uint64_t first, last;
  long errors;
};

static void die(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  fputs("load: ", stderr);
  vfprintf(stderr, format, arguments);
  fputc('\n', stderr);
  va_end(arguments);
  exit(2);
}

static void parse_url(const char *url) {
  if (sscanf(url, "http://%255[^:/]:%7[0-9]%1023s", host, port, path) >= 2) return;
  strcpy(port, "80");
  if (sscanf(url, "http://%255[^:/]%1023s", host, path) < 1) die("not an http:// URL: %s", url);
}

static void build_request(void) {
  event_size = strlen(event);
  int size = asprintf(&request,
      "POST %s HTTP/1.1\r\nHost: %s:%s\r\nContent-Type: application/json\r\n"
      "Content-Length: %zu\r\n\r\n%s",
      path, host, port, event_size, event);
  if (size < 0) die("out of memory");
  request_size = (size_t)size;
}

static int open_connection(void) {
  struct addrinfo hints = {.ai_socktype = SOCK_STREAM}, *found;
  int failure = getaddrinfo(host, port, &hints, &found);
  if (failure) die("%s: %s", host, gai_strerror(failure));
  int fd = socket(found->ai_family, SOCK_STREAM, 0), on = 1;
  if (fd < 0 || connect(fd, found->ai_addr, found->ai_addrlen) < 0) {
    die("cannot connect to %s port %s: %s", host, port, strerror(errno));
  }
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  freeaddrinfo(found);
  return fd;
}

static void send_request(struct client *client) {
  for (size_t sent = 0; sent < request_size;) {
    ssize_t n = send(client->socket, request + sent, request_size - sent, MSG_NOSIGNAL);
    if (n < 0 && errno != EINTR) die("cannot send: %s", strerror(errno));
    if (n > 0) sent += (size_t)n;
  }
}

static void receive_more(struct client *client) {
  if (client->filled == BUFFER_SIZE - 1) die("an answer is longer than %d bytes", BUFFER_SIZE);
  ssize_t n;
  do {
    n = recv(client->socket, client->buffer + client->filled, BUFFER_SIZE - 1 - client->filled, 0);
  } while (n < 0 && errno == EINTR);
  if (n < 0) die("cannot receive: %s", strerror(errno));
  if (n == 0) die("the server closed the connection");
  client->filled += (size_t)n;
  client->buffer[client->filled] = 0;
}

/* Where the headers end; reads on until they do. */
static size_t receive_headers(struct client *client) {
  char *end;
  while (!(end = strstr(client->buffer, "\r\n\r\n"))) receive_more(client);
  return (size_t)(end - client->buffer) + 4;
}

static const char *header(const char *headers, size_t size, const char *name) {
  size_t length = strlen(name);
  for (const char *line = headers; line < headers + size;) {
    if (!strncasecmp(line, name, length) && line[length] == ':') {
      for (line += length + 1; *line == ' ';) line++;
      return line;
    }
    const char *next = strstr(line, "\r\n");
    line = next ? next + 2 : headers + size;
  }
  return NULL;
}

/* Joins the chunks of the body at START in place. The joined size. */
static size_t receive_chunks(struct client *client, size_t start) {
  size_t read = start, joined = start;
  for (;;) {
    char *end;
    while (!(end = strstr(client->buffer + read, "\r\n"))) receive_more(client);
    size_t size = strtoul(client->buffer + read, NULL, 16);
    read = (size_t)(end - client->buffer) + 2;
    while (client->filled < read + size + 2) receive_more(client);
    if (size == 0) return joined - start;
    memmove(client->buffer + joined, client->buffer + read, size);
    joined += size;
    read += size + 2;
  }
}

/* One answer. Whether it is the event again. */
static int receive_answer(struct client *client) {
  client->filled = 0;
  client->buffer[0] = 0;
  size_t start = receive_headers(client), size;
  int status = 0;
  sscanf(client->buffer, "HTTP/1.%*d %d", &status);
  const char *length = header(client->buffer, start, "Content-Length");
  if (length) {
    size = strtoul(length, NULL, 10);
    while (client->filled < start + size) receive_more(client);
  } else if (header(client->buffer, start, "Transfer-Encoding")) {
    size = receive_chunks(client, start);
  } else {
    die("an answer has neither Content-Length nor chunks");
    return 0;
  }
  int right = status == 200 && size == event_size && !memcmp(client->buffer + start, event, size);
  if (!right && client->errors++ == 0) {
    fprintf(stderr, "load: wrong answer: %d %.*s\n", status, (int)(size > 300 ? 300 : size),
        client->buffer + start);
  }
  return right;
}

static void wait_between(void) {
  struct timespec rest = {pause_ms / 1000, pause_ms % 1000 * 1000000};
  if (pause_ms) nanosleep(&rest, NULL);
}

/* Until all have warmed up. A server closes what is idle for long: then on a connection of its own anew. */
static void wait_for_all(struct client *client) {
  uint64_t begin = nanoseconds();
  pthread_barrier_wait(&all_warm);
  if (nanoseconds() - begin < 5000000000u) return;
  close(client->socket);
  client->socket = open_connection();
}

static void *run(void *argument) {
  struct client *client = argument;
  client->socket = open_connection();
  for (long i = 0; i < warm_up; i++) {
    send_request(client);
    receive_answer(client);
  }
  wait_for_all(client);
  client->first = nanoseconds();
  for (long i = 0; i < calls; i++) {
    wait_between();
    uint64_t begin = nanoseconds();
    send_request(client);
    receive_answer(client);
    client->times[i] = nanoseconds() - begin;
  }
  client->last = nanoseconds();
  close(client->socket);
  return NULL;
}

static long number(const char *text, long least) {
  char *end;
  long value = strtol(text, &end, 10);
  if (*end || value < least) die("not a number of at least %ld: %s", least, text);
  return value;
}

static void parse_options(int count, char **arguments) {
  for (int option; (option = getopt(count, arguments, "c:n:w:p:b:")) != -1;) {
    switch (option) {
      case 'c': connections = number(optarg, 1); break;
      case 'n': calls = number(optarg, 1); break;
      case 'w': warm_up = number(optarg, 0); break;
      case 'p': pause_ms = number(optarg, 0); break;
      case 'b': event = optarg; break;
      default: exit(2);
    }
  }
  if (optind != count - 1) die("one URL is needed");
  if (connections > MAX_CONNECTIONS) die("at most %d connections", MAX_CONNECTIONS);
  parse_url(arguments[optind]);
}

static void print(struct client *clients, uint64_t *times) {
  size_t total = (size_t)(calls * connections);
  uint64_t first = clients[0].first, last = 0;
  long errors = 0;
  for (long i = 0; i < connections; i++) {
    if (clients[i].first < first) first = clients[i].first;
    if (clients[i].last > last) last = clients[i].last;
    errors += clients[i].errors;
  }
  sort_figures(times, total);
  printf("calls=%zu errors=%ld p50=%.1f p90=%.1f p99=%.1f max=%.1f per_second=%.0f\n", total, errors,
      percentile_us(times, total, 50), percentile_us(times, total, 90), percentile_us(times, total, 99),
      percentile_us(times, total, 100), (double)total / ((double)(last - first) / 1e9));
  exit(errors ? 1 : 0);
}

int main(int count, char **arguments) {
  parse_options(count, arguments);
  build_request();
  struct client *clients = calloc((size_t)connections, sizeof *clients);
  uint64_t *times = calloc((size_t)(calls * connections), sizeof *times);
  if (!clients || !times) die("out of memory");
  pthread_barrier_init(&all_warm, NULL, (unsigned)connections);
  for (long i = 0; i < connections; i++) {
    clients[i].buffer = malloc(BUFFER_SIZE);
    clients[i].times = times + i * calls;
    if (!clients[i].buffer || pthread_create(&clients[i].thread, NULL, run, &clients[i])) {
      die("cannot start client %ld", i);
    }
  }
  for (long i = 0; i < connections; i++) pthread_join(clients[i].thread, NULL);
  print(clients, times);
}
