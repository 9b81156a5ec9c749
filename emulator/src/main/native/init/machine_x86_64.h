/* System calls and the entry on x86_64, syscall(2). */
#ifndef MACHINE_H
#define MACHINE_H

static inline long system_call(long number, long a, long b, long c, long d, long e, long f) {
  register long r10 __asm__("r10") = d;
  register long r8 __asm__("r8") = e;
  register long r9 __asm__("r9") = f;
  long result;
  __asm__ volatile("syscall"
                   : "=a"(result)
                   : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
                   : "rcx", "r11", "memory");
  return result;
}

/* The kernel leaves the arguments' count, the arguments and the environment on the stack. */
#define ENTRY(function)                   \
  __asm__(".globl _start\n"               \
          "_start: xor %ebp, %ebp\n"      \
          "        mov %rsp, %rdi\n"      \
          "        and $-16, %rsp\n"      \
          "        call " #function "\n"  \
          "        hlt\n")

#endif
