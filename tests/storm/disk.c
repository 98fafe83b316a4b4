/* A disk that can be cut off. Loaded before the C library (LD_PRELOAD), it writes down what a
 * process does to the files below $DISK_FOLDER: what it wrote where, and what it had synced. From
 * that journal, $DISK_JOURNAL, tests/storm/disk.py builds the files that a power cut leaves.
 *
 * With $DISK_SYNC_US a sync takes that many microseconds: a slow disk for measurements. Syncs are
 * not passed on then or ever: the journal says what they promise.
 *
 * A record is one write: op, descriptor, offset, length (8 bytes each), then the bytes.
 * Ops: o open a file or d a folder (bytes: path), w write, t truncate to offset, s sync, u unlink,
 * r rename.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#define MOST 4096
#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static int journal = -1;
static const char *folder;
static size_t folder_length;
static long sync_us;
static char ours[MOST];

__attribute__((constructor)) static void begin(void) {
    const char *path = getenv("DISK_JOURNAL"), *slow = getenv("DISK_SYNC_US");
    folder = getenv("DISK_FOLDER");
    sync_us = slow ? atol(slow) : 0;
    if (!folder || !path) return;
    folder_length = strlen(folder);
    /* Through the kernel itself: our own open() would look at this one. */
    journal = syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static void note(char op, int fd, int64_t offset, const void *bytes, size_t length) {
    int64_t head[4] = {op, fd, offset, (int64_t)length};
    struct iovec parts[2] = {{head, sizeof head}, {(void *)bytes, length}};
    if (journal >= 0 && syscall(SYS_writev, journal, parts, 2) < 0) abort();
}

static int is_ours(int fd) { return fd >= 0 && fd < MOST && ours[fd]; }

static int opened(int fd, const char *path) {
    char whole[PATH_MAX];
    struct stat kind;
    if (fd < 0 || fd >= MOST) return fd;
    ours[fd] = folder && realpath(path, whole) && !strncmp(whole, folder, folder_length) &&
               !fstat(fd, &kind);
    if (ours[fd]) note(S_ISDIR(kind.st_mode) ? 'd' : 'o', fd, 0, whole, strlen(whole));
    return fd;
}

#define OPEN(name)                                                  \
    int name(const char *path, int flags, ...) {                    \
        va_list rest;                                               \
        va_start(rest, flags);                                      \
        mode_t mode = va_arg(rest, mode_t);                         \
        va_end(rest);                                               \
        return opened(REAL(name)(path, flags, mode), path);         \
    }
OPEN(open)
OPEN(open64)

int openat(int at, const char *path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    mode_t mode = va_arg(rest, mode_t);
    va_end(rest);
    return opened(REAL(openat)(at, path, flags, mode), path);
}

int close(int fd) {
    if (fd >= 0 && fd < MOST) ours[fd] = 0;
    return REAL(close)(fd);
}

ssize_t write(int fd, const void *bytes, size_t length) {
    off_t place = is_ours(fd) ? lseek(fd, 0, SEEK_CUR) : 0;
    ssize_t done = REAL(write)(fd, bytes, length);
    if (done > 0 && is_ours(fd)) note('w', fd, place, bytes, done);
    return done;
}

#define PWRITE(name, offset_t)                                                     \
    ssize_t name(int fd, const void *bytes, size_t length, offset_t offset) {      \
        ssize_t done = REAL(name)(fd, bytes, length, offset);                      \
        if (done > 0 && is_ours(fd)) note('w', fd, offset, bytes, done);           \
        return done;                                                               \
    }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

#define TRUNCATE(name, offset_t)                                    \
    int name(int fd, offset_t size) {                               \
        int failed = REAL(name)(fd, size);                          \
        if (!failed && is_ours(fd)) note('t', fd, size, "", 0);     \
        return failed;                                              \
    }
TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)

static int synced(int fd) {
    if (sync_us) usleep(sync_us);
    if (is_ours(fd)) note('s', fd, 0, "", 0);
    return 0;
}
int fsync(int fd) { return synced(fd); }
int fdatasync(int fd) { return synced(fd); }

int unlink(const char *path) {
    char whole[PATH_MAX];
    int is_here = folder && realpath(path, whole) && !strncmp(whole, folder, folder_length);
    int failed = REAL(unlink)(path);
    if (!failed && is_here) note('u', -1, 0, whole, strlen(whole));
    return failed;
}

int rename(const char *from, const char *to) {
    char whole[PATH_MAX];
    int is_here = folder && realpath(from, whole) && !strncmp(whole, folder, folder_length);
    int failed = REAL(rename)(from, to);
    if (failed || !is_here) return failed;
    size_t length = strlen(whole) + 1;
    if (length + strlen(to) < sizeof whole && realpath(to, whole + length))
        note('r', -1, 0, whole, length + strlen(whole + length));
    return failed;
}
