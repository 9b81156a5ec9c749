#include "refusal.h"

#include <linux/errno.h>

#include "text.h"

/* The errors execve(2) names, in the words of Go's syscall package, which the service's own come from. */
static const struct {
  int error;
  const char *words;
} reasons[] = {
    {E2BIG, "argument list too long"},
    {EACCES, "permission denied"},
    {EAGAIN, "resource temporarily unavailable"},
    {EFAULT, "bad address"},
    {EINVAL, "invalid argument"},
    {EIO, "input/output error"},
    {EISDIR, "is a directory"},
    {ELIBBAD, "accessing a corrupted shared library"},
    {ELOOP, "too many levels of symbolic links"},
    {EMFILE, "too many open files"},
    {ENAMETOOLONG, "file name too long"},
    {ENFILE, "too many open files in system"},
    {ENOENT, "no such file or directory"},
    {ENOEXEC, "exec format error"},
    {ENOMEM, "cannot allocate memory"},
    {ENOTDIR, "not a directory"},
    {EPERM, "operation not permitted"},
    {ETXTBSY, "text file busy"},
};

static char *put_reason(char *at, const char *end, int error) {
  for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
    if (reasons[i].error == error) return put_text(at, end, reasons[i].words);
  return put_number(put_text(at, end, "errno "), end, (unsigned)error);
}

size_t refusal_write(char *text, int error, const char *path) {
  const char *end = text + REFUSAL;
  return (size_t)(put_text(put_text(put_reason(text, end, error), end, "\t"), end, path) - text);
}
