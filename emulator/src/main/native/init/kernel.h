/* What the init asks of the kernel. Each answers a negative errno where it fails, and goes on where a
 * signal interrupted it. Everything opened is closed when a program is executed. */
#ifndef KERNEL_H
#define KERNEL_H

#include <asm/poll.h>
#include <linux/errno.h>
#include <linux/in.h>
#include <linux/signalfd.h>
#include <stdbool.h>
#include <stddef.h>

_Noreturn void sys_exit(int status);
long sys_getpid(void);
long sys_hide_memory(void); /* no other process of this user may look into this one */
void sys_close(int fd);
void sys_close_from(int first);

long sys_open_null(void);
long sys_open(const char *path); /* to read */
long sys_open_directory(const char *path); /* not where it is a link to one */
long sys_read_directory(int fd, void *entries, size_t size);
long sys_read_from_start(int fd, void *bytes, size_t size);
long sys_read(int fd, void *bytes, size_t size);
long sys_write(int fd, const void *bytes, size_t size);
long sys_readable(int fd); /* how many bytes wait in a pipe */
long sys_pipe(int ends[2]);
long sys_make_nonblocking(int fd);
long sys_place(int fd, int at); /* a copy at this very number, which an executed program keeps */

long sys_socket(void); /* TCP over IPv4, never blocks, sends at once */
long sys_connect(int fd, const struct sockaddr_in *to);
long sys_socket_error(int fd);
long sys_send(int fd, const void *bytes, size_t size);
long sys_poll(struct pollfd *fds, unsigned count, long milliseconds); /* no end below 0 */
long sys_milliseconds(void);                                         /* since some moment */

long sys_map(size_t size); /* an address */
void sys_unmap(void *start, size_t size);

void sys_default_signals(void);                                     /* undoes what was inherited */
void sys_block_signals(void);
void sys_unblock_signals(void);
long sys_signal_descriptor(const int *signals, int count);
long sys_fork(void);
long sys_wait(int *status); /* for any child, without waiting: 0 where none has ended */
void sys_kill_all(void);    /* but this process */
long sys_kill(long pid, int signal); /* below 0: a group */

void sys_new_session(void);
void sys_default_umask(void);
void sys_no_core(void);
long sys_chdir(const char *path);
long sys_execve(const char *path, char *const *arguments, char *const *environment);

#endif
