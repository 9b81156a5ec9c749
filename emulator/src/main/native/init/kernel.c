#include "kernel.h"

#include <asm/ioctls.h>
#include <asm/signal.h>
#include <asm/socket.h>
#include <asm/unistd.h>
#include <linux/fcntl.h>
#include <linux/mman.h>
#include <linux/prctl.h>
#include <linux/resource.h>
#include <linux/tcp.h>
#include <linux/time.h>
#include <linux/time_types.h>
#include <linux/wait.h>

#if defined __x86_64__
#include "machine_x86_64.h"
#elif defined __aarch64__
#include "machine_aarch64.h"
#endif

/* Not in the kernel's own headers: socket(2), send(2). */
#define AF_INET 2
#define SOCK_STREAM 1
#define MSG_NOSIGNAL 0x4000

#define SIGNALS 64
#define SIGNAL_SET 8 /* bytes */
#define DESCRIPTORS 1024

static long call(long number, long a, long b, long c, long d, long e) {
  long result;
  do result = system_call(number, a, b, c, d, e, 0);
  while (result == -EINTR);
  return result;
}

_Noreturn void sys_exit(int status) {
  for (;;) call(__NR_exit_group, status, 0, 0, 0, 0);
}

long sys_getpid(void) { return call(__NR_getpid, 0, 0, 0, 0, 0); }

long sys_hide_memory(void) { return call(__NR_prctl, PR_SET_DUMPABLE, 0, 0, 0, 0); }

void sys_close(int fd) { system_call(__NR_close, fd, 0, 0, 0, 0, 0); } /* closed even if interrupted */

void sys_close_from(int first) {
  if (call(__NR_close_range, first, ~0U, 0, 0, 0) == 0) return;
  for (int fd = first; fd < DESCRIPTORS; fd++) sys_close(fd); /* before Linux 5.9, or seccomp refuses */
}

long sys_open_null(void) {
  return call(__NR_openat, AT_FDCWD, (long)"/dev/null", O_RDWR | O_CLOEXEC, 0, 0);
}

long sys_open(const char *path) {
  return call(__NR_openat, AT_FDCWD, (long)path, O_RDONLY | O_CLOEXEC, 0, 0);
}

long sys_open_directory(const char *path) {
  return call(__NR_openat, AT_FDCWD, (long)path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC, 0, 0);
}

long sys_read_directory(int fd, void *entries, size_t size) {
  return call(__NR_getdents64, fd, (long)entries, size, 0, 0);
}

long sys_read_from_start(int fd, void *bytes, size_t size) {
  return call(__NR_pread64, fd, (long)bytes, size, 0, 0);
}

long sys_read(int fd, void *bytes, size_t size) { return call(__NR_read, fd, (long)bytes, size, 0, 0); }

long sys_write(int fd, const void *bytes, size_t size) {
  return call(__NR_write, fd, (long)bytes, size, 0, 0);
}

long sys_readable(int fd) {
  int waiting = 0;
  long result = call(__NR_ioctl, fd, FIONREAD, (long)&waiting, 0, 0);
  return result < 0 ? result : waiting;
}

long sys_pipe(int ends[2]) { return call(__NR_pipe2, (long)ends, O_CLOEXEC, 0, 0, 0); }

long sys_make_nonblocking(int fd) {
  long flags = call(__NR_fcntl, fd, F_GETFL, 0, 0, 0);
  return flags < 0 ? flags : call(__NR_fcntl, fd, F_SETFL, flags | O_NONBLOCK, 0, 0);
}

long sys_place(int fd, int at) { return call(__NR_dup3, fd, at, 0, 0, 0); }

long sys_socket(void) {
  int one = 1;
  long fd = call(__NR_socket, AF_INET, SOCK_STREAM | O_CLOEXEC | O_NONBLOCK, 0, 0, 0);
  if (fd >= 0) call(__NR_setsockopt, fd, IPPROTO_TCP, TCP_NODELAY, (long)&one, sizeof one);
  return fd;
}

long sys_connect(int fd, const struct sockaddr_in *to) {
  return system_call(__NR_connect, fd, (long)to, sizeof *to, 0, 0, 0); /* goes on by itself */
}

long sys_socket_error(int fd) {
  int error = 0, size = sizeof error;
  long result = call(__NR_getsockopt, fd, SOL_SOCKET, SO_ERROR, (long)&error, (long)&size);
  return result < 0 ? result : -error;
}

long sys_send(int fd, const void *bytes, size_t size) {
  return call(__NR_sendto, fd, (long)bytes, size, MSG_NOSIGNAL, 0);
}

long sys_poll(struct pollfd *fds, unsigned count, long milliseconds) {
  struct __kernel_timespec limit = {milliseconds / 1000, milliseconds % 1000 * 1000000};
  return call(__NR_ppoll, (long)fds, count, milliseconds < 0 ? 0 : (long)&limit, 0, 0);
}

long sys_milliseconds(void) {
  struct __kernel_timespec now;
  call(__NR_clock_gettime, CLOCK_MONOTONIC, (long)&now, 0, 0, 0);
  return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

long sys_map(size_t size) {
  return system_call(
      __NR_mmap, 0, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
}

void sys_unmap(void *start, size_t size) { call(__NR_munmap, (long)start, size, 0, 0, 0); }

void sys_default_signals(void) {
  long all_zero[8] = {0}; /* as large as the kernel's struct sigaction anywhere */
  for (int signal = 1; signal <= SIGNALS; signal++)
    call(__NR_rt_sigaction, signal, (long)all_zero, 0, SIGNAL_SET, 0);
}

static void set_mask(unsigned long mask) {
  call(__NR_rt_sigprocmask, SIG_SETMASK, (long)&mask, 0, SIGNAL_SET, 0);
}

void sys_block_signals(void) { set_mask(~0UL); }

void sys_unblock_signals(void) { set_mask(0); }

long sys_signal_descriptor(const int *signals, int count) {
  unsigned long mask = 0;
  for (int i = 0; i < count; i++) mask |= 1UL << (signals[i] - 1);
  return call(__NR_signalfd4, -1, (long)&mask, SIGNAL_SET, O_CLOEXEC | O_NONBLOCK, 0);
}

long sys_fork(void) { return call(__NR_clone, SIGCHLD, 0, 0, 0, 0); }

long sys_wait(int *status) { return call(__NR_wait4, -1, (long)status, WNOHANG | __WALL, 0, 0); }

void sys_kill_all(void) { call(__NR_kill, -1, SIGKILL, 0, 0, 0); }

long sys_kill(long pid, int signal) { return call(__NR_kill, pid, signal, 0, 0, 0); }

void sys_new_session(void) { call(__NR_setsid, 0, 0, 0, 0, 0); }

void sys_default_umask(void) { call(__NR_umask, 022, 0, 0, 0, 0); }

void sys_no_core(void) {
  struct rlimit64 limit;
  if (call(__NR_prlimit64, 0, RLIMIT_CORE, 0, (long)&limit, 0) < 0) return;
  limit.rlim_cur = 0;
  call(__NR_prlimit64, 0, RLIMIT_CORE, (long)&limit, 0, 0);
}

long sys_chdir(const char *path) { return call(__NR_chdir, (long)path, 0, 0, 0, 0); }

long sys_execve(const char *path, char *const *arguments, char *const *environment) {
  return call(__NR_execve, (long)path, (long)arguments, (long)environment, 0, 0);
}
