/* Stands between a process and its C library (LD_PRELOAD) for every call that changes files below one folder.
 *
 * It records the calls, so that a power cut can be replayed at any of them, and it can make the n-th one die, die
 * half-way, or fail. A process says what it wants through shim_watch() and shim_arm(); before that nothing is done.
 *
 * One record, little-endian, appended to the log by a single write:
 *   kind (1) | zero (3) | first path (4: length) | second path (4) | data (4) | inode (8) | offset (8) | the three bytes
 * Kinds: C created, W written, T truncated to `offset`, R renamed, U unlinked, D folder made, X folder removed,
 * F flushed (a file or a folder). The reading side is recording.py.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum { SPARE = 4096 };
enum mode { NONE = 0, KILL = 1, TORN = 2, FAIL_ONCE = 3, FAIL_ON = 4 };

static pthread_mutex_t turn = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;
static char root[PATH_MAX];
static size_t root_length;
static int log_fd = -1;
static long calls, armed_at;
static enum mode armed = NONE;
static int armed_errno, only_flushes;
static unsigned char watched[SPARE];
static char paths[SPARE][512];

#define REAL(name) __typeof__(&name) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)
#define LOCK pthread_mutex_lock(&turn)
#define UNLOCK pthread_mutex_unlock(&turn)

/* Watch what happens below `folder`; records go to the open file `fd` (-1: no records). */
void shim_watch(const char *folder, int fd) {
    LOCK;
    snprintf(root, sizeof root, "%s", folder);
    root_length = strlen(root);
    log_fd = fd;
    calls = 0;
    armed = NONE;
    memset(watched, 0, sizeof watched);
    UNLOCK;
}

/* At the `at`-th changing call from now (1 = the next) do `mode`; `error` is for the failing ones.
 * `flushes`: count only fsync and fdatasync. */
void shim_arm(long at, int mode, int error, int flushes) {
    LOCK;
    calls = 0;
    armed_at = at;
    armed = (enum mode)mode;
    armed_errno = error;
    only_flushes = flushes;
    UNLOCK;
}

/* How many changing calls were counted since shim_watch() or shim_arm(). */
long shim_calls(void) { return calls; }

static int inside(const char *path) {
    return root_length && path && strncmp(path, root, root_length) == 0 &&
           (path[root_length] == '/' || path[root_length] == 0);
}

/* The path that (`at`, `path`) means: absolute, or below a watched folder; NULL when it is none of ours. */
static const char *resolved(int at, const char *path, char *into) {
    if (!root_length || !path) return NULL;
    if (path[0] == '/') return inside(path) ? path : NULL;
    if (at == AT_FDCWD) {
        if (!getcwd(into, PATH_MAX)) return NULL;
    } else {
        if (at < 0 || at >= SPARE || !watched[at]) return NULL;
        snprintf(into, PATH_MAX, "%s", paths[at]);
    }
    size_t length = strlen(into);
    snprintf(into + length, PATH_MAX - length, "/%s", path);
    return inside(into) ? into : NULL;
}

static int ours(int fd) { return fd >= 0 && fd < SPARE && watched[fd]; }

static uint64_t inode_of(int fd) {
    struct stat about;
    return fstat(fd, &about) ? 0 : about.st_ino;
}

static void record(char kind, const char *first, const char *second, const void *data, size_t size, uint64_t inode,
                   int64_t offset) {
    if (log_fd < 0) return;
    uint32_t head[4] = {(uint32_t)(unsigned char)kind, first ? strlen(first) : 0, second ? strlen(second) : 0, size};
    int64_t tail[2] = {(int64_t)inode, offset};
    struct iovec parts[5] = {{head, sizeof head},
                             {tail, sizeof tail},
                             {(void *)first, head[1]},
                             {(void *)second, head[2]},
                             {(void *)data, size}};
    syscall(SYS_writev, log_fd, parts, 5);
}

/* Counts a changing call; returns what to do with it. */
static enum mode counted(int flush) {
    if (only_flushes && !flush) return NONE;
    calls++;
    if (armed == NONE || calls < armed_at) return NONE;
    if (armed == FAIL_ON) return FAIL_ON;
    return calls == armed_at ? armed : NONE;
}

static void die(void) {
    syscall(SYS_kill, syscall(SYS_getpid), SIGKILL);
    for (;;) pause();
}

/* The frame of every call that is done whole or not at all. */
#define WHOLE(flush, real_call, note)                       \
    do {                                                    \
        LOCK;                                               \
        enum mode what = counted(flush);                    \
        if (what == KILL) die();                            \
        if (what == FAIL_ONCE || what == FAIL_ON) {         \
            UNLOCK;                                         \
            errno = armed_errno;                            \
            return -1;                                      \
        }                                                   \
        int result = (int)(real_call);                      \
        int kept = errno;                                   \
        if (result != -1) { note; }                         \
        if (what == TORN) die();                            \
        UNLOCK;                                             \
        errno = kept;                                       \
        return result;                                      \
    } while (0)

static int opened(int fd, const char *path, int fresh, int flags) {
    if (fd < 0 || fd >= SPARE) return fd;
    watched[fd] = 1;
    snprintf(paths[fd], sizeof paths[fd], "%s", path);
    if (fresh) record('C', path, NULL, NULL, 0, inode_of(fd), 0);
    else if (flags & O_TRUNC) record('T', path, NULL, NULL, 0, inode_of(fd), 0);
    return fd;
}

static int open_below(int at, const char *path, const char *full, int flags, mode_t mode) {
    REAL(openat64);
    struct stat about;
    int fresh = (flags & O_CREAT) && lstat(full, &about) != 0;
    if (!fresh && !(flags & O_TRUNC)) return opened(real(at, path, flags, mode), full, 0, 0);
    WHOLE(0, real(at, path, flags, mode), opened(result, full, fresh, flags));
}

#define OPEN(name, at_parameter, at)                                    \
    int name(at_parameter const char *path, int flags, ...) {           \
        mode_t mode = 0;                                                \
        if (flags & (O_CREAT | O_TMPFILE)) {                            \
            va_list rest;                                               \
            va_start(rest, flags);                                      \
            mode = va_arg(rest, mode_t);                                \
            va_end(rest);                                               \
        }                                                               \
        char space[PATH_MAX];                                           \
        const char *full = resolved(at, path, space);                   \
        if (full) return open_below(at, path, full, flags, mode);       \
        REAL(openat64);                                                 \
        int fd = real(at, path, flags, mode);                           \
        if (fd >= 0 && fd < SPARE) watched[fd] = 0;                     \
        return fd;                                                      \
    }
#define NOTHING
#define FOLDER int folder,
OPEN(open, NOTHING, AT_FDCWD)
OPEN(open64, NOTHING, AT_FDCWD)
OPEN(openat, FOLDER, folder)
OPEN(openat64, FOLDER, folder)

int close(int fd) {
    REAL(close);
    if (fd >= 0 && fd < SPARE) watched[fd] = 0;
    return real(fd);
}

static ssize_t put(int fd, const void *data, size_t size, off64_t offset, int placed) {
    REAL(pwrite64);
    LOCK;
    if (!placed) {
        int flags = fcntl(fd, F_GETFL);
        offset = (flags & O_APPEND) ? lseek64(fd, 0, SEEK_END) : lseek64(fd, 0, SEEK_CUR);
    }
    enum mode what = counted(0);
    if (what == KILL) die();
    if (what == FAIL_ONCE || what == FAIL_ON) {
        UNLOCK;
        errno = armed_errno;
        return -1;
    }
    ssize_t done = real(fd, data, what == TORN ? size / 2 : size, offset);
    int kept = errno;
    if (what == TORN) die();
    if (done > 0) record('W', NULL, NULL, data, (size_t)done, inode_of(fd), offset);
    if (done > 0 && !placed) lseek64(fd, offset + done, SEEK_SET);
    UNLOCK;
    errno = kept;
    return done;
}

ssize_t write(int fd, const void *data, size_t size) {
    REAL(write);
    return ours(fd) ? put(fd, data, size, 0, 0) : real(fd, data, size);
}

ssize_t pwrite64(int fd, const void *data, size_t size, off64_t offset) {
    REAL(pwrite64);
    return ours(fd) ? put(fd, data, size, offset, 1) : real(fd, data, size, offset);
}

ssize_t pwrite(int fd, const void *data, size_t size, off_t offset) { return pwrite64(fd, data, size, offset); }

int ftruncate64(int fd, off64_t size) {
    REAL(ftruncate64);
    if (!ours(fd)) return real(fd, size);
    WHOLE(0, real(fd, size), record('T', NULL, NULL, NULL, 0, inode_of(fd), size));
}

int ftruncate(int fd, off_t size) { return ftruncate64(fd, size); }

int fsync(int fd) {
    REAL(fsync);
    if (!ours(fd)) return real(fd);
    WHOLE(1, real(fd), record('F', paths[fd], NULL, NULL, 0, inode_of(fd), 0));
}

int fdatasync(int fd) { return fsync(fd); }

static int move(int from_at, const char *from, int to_at, const char *to, unsigned flags) {
    REAL(renameat2);
    char one[PATH_MAX], two[PATH_MAX];
    const char *source = resolved(from_at, from, one), *target = resolved(to_at, to, two);
    if (!source && !target) return real(from_at, from, to_at, to, flags);
    WHOLE(0, real(from_at, from, to_at, to, flags), record('R', source, target, NULL, 0, 0, 0));
}

int rename(const char *from, const char *to) { return move(AT_FDCWD, from, AT_FDCWD, to, 0); }
int renameat(int from_at, const char *from, int to_at, const char *to) { return move(from_at, from, to_at, to, 0); }
int renameat2(int from_at, const char *from, int to_at, const char *to, unsigned flags) {
    return move(from_at, from, to_at, to, flags);
}

int unlinkat(int at, const char *path, int flags) {
    REAL(unlinkat);
    char space[PATH_MAX];
    const char *full = resolved(at, path, space);
    if (!full) return real(at, path, flags);
    WHOLE(0, real(at, path, flags), record((flags & AT_REMOVEDIR) ? 'X' : 'U', full, NULL, NULL, 0, 0, 0));
}

int unlink(const char *path) { return unlinkat(AT_FDCWD, path, 0); }
int rmdir(const char *path) { return unlinkat(AT_FDCWD, path, AT_REMOVEDIR); }

int mkdirat(int at, const char *path, mode_t mode) {
    REAL(mkdirat);
    char space[PATH_MAX];
    const char *full = resolved(at, path, space);
    if (!full) return real(at, path, mode);
    WHOLE(0, real(at, path, mode), record('D', full, NULL, NULL, 0, 0, 0));
}

int mkdir(const char *path, mode_t mode) { return mkdirat(AT_FDCWD, path, mode); }

/* Copies inside the kernel would pass us by: callers fall back to write(). */
ssize_t sendfile64(int out, int in, off64_t *offset, size_t count) {
    REAL(sendfile64);
    if (!ours(out)) return real(out, in, offset, count);
    errno = ENOTSOCK;
    return -1;
}

ssize_t sendfile(int out, int in, off_t *offset, size_t count) { return sendfile64(out, in, offset, count); }

ssize_t copy_file_range(int in, off64_t *in_at, int out, off64_t *out_at, size_t size, unsigned flags) {
    REAL(copy_file_range);
    if (!ours(out)) return real(in, in_at, out, out_at, size, flags);
    errno = EXDEV;
    return -1;
}

/* Another time of day: what the process is told by its C library is `shift` seconds later than the truth. */
static time_t shift;

void shim_shift(long seconds) { shift = seconds; }

int clock_gettime(clockid_t which, struct timespec *now) {
    REAL(clock_gettime);
    int result = real(which, now);
    if (result == 0 && (which == CLOCK_REALTIME || which == CLOCK_REALTIME_COARSE)) now->tv_sec += shift;
    return result;
}

time_t time(time_t *where) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (where) *where = now.tv_sec;
    return now.tv_sec;
}

int gettimeofday(struct timeval *now, void *zone) {
    (void)zone;
    struct timespec exact;
    clock_gettime(CLOCK_REALTIME, &exact);
    now->tv_sec = exact.tv_sec;
    now->tv_usec = exact.tv_nsec / 1000;
    return 0;
}
