/*
 * Lets Debian 12's User Mode Linux (6.1) run on processors with AMX.
 *
 * The UML kernel keeps its processes' floating point state in a buffer made for AVX-512 (2,696
 * bytes). The host takes the state back only at its full size (xstateregs_set() in
 * arch/x86/kernel/fpu/regset.c answers EFAULT otherwise), which with AMX is 11,008 bytes; the first
 * process of the guest then dies with "ptrace set fp regs failed, errno = 14". Preloaded into
 * linux.uml, this hands the state back at full size, what is beyond UML's buffer in its initial
 * state. Nothing is lost: a program must ask the kernel before it may use AMX tiles, and UML does
 * not know that request. On other processors every call goes through as it is.
 *
 * Only linux.uml itself sees this library, never a program in the guest.
 */
#include <errno.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum {
  NT_X86_XSTATE = 0x202,
  XSTATE_HEADER = 512,     /* after the FXSAVE area */
  FIRST_AMX_COMPONENT = 17 /* XTILECFG; components 0 to 9 fit UML's buffer */
};

static char full[65536] __attribute__((aligned(64)));

/* The host's own size of the state, which it tells when it fills a buffer that is large enough. */
static size_t host_size(pid_t pid) {
  static size_t size;
  if (size == 0) {
    struct iovec probe = {full, sizeof full};
    if (syscall(SYS_ptrace, PTRACE_GETREGSET, pid, NT_X86_XSTATE, &probe) < 0) return 0;
    size = probe.iov_len;
    memset(full, 0, sizeof full);
  }
  return size;
}

static long set_xstate(pid_t pid, const struct iovec *given) {
  size_t size = host_size(pid);
  if (given->iov_len >= size) {
    return syscall(SYS_ptrace, PTRACE_SETREGSET, pid, NT_X86_XSTATE, given);
  }
  memcpy(full, given->iov_base, given->iov_len);
  uint64_t *present = (uint64_t *)(full + XSTATE_HEADER);
  *present &= (UINT64_C(1) << FIRST_AMX_COMPONENT) - 1;
  struct iovec whole = {full, size};
  return syscall(SYS_ptrace, PTRACE_SETREGSET, pid, NT_X86_XSTATE, &whole);
}

/*
 * glibc's ptrace(), with the PEEK requests' value returned rather than stored, and the one request
 * above. UML calls it from one thread.
 */
long ptrace(enum __ptrace_request request, ...) {
  va_list arguments;
  va_start(arguments, request);
  pid_t pid = va_arg(arguments, pid_t);
  void *address = va_arg(arguments, void *);
  void *data = va_arg(arguments, void *);
  va_end(arguments);

  if (request == PTRACE_SETREGSET && (uintptr_t)address == NT_X86_XSTATE) {
    return set_xstate(pid, data);
  }
  long word;
  int peek = request >= PTRACE_PEEKTEXT && request <= PTRACE_PEEKUSER;
  long result = syscall(SYS_ptrace, request, pid, address, peek ? &word : data);
  if (peek && result == 0) {
    errno = 0;
    return word;
  }
  return result;
}
