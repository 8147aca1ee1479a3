/* Stands between a program and its disk, as a preloaded library: it notes every step that matters for what
   survives a power cut, and can let one of them fail.

   Noted are steps on files below $PROVE_DIR, to $PROVE_LOG, each as: the letter of the step, u32 length of the
   path, path, u64 place, u64 length, and of a write its bytes. Steps: C created, W written, T cut to a length,
   S synced, D folder synced, U removed, A what the program said was saved.
   prove_arm(n, error, once, reads): the n-th step that changes the disk fails from now on (a write, cut, sync,
   removal, renaming, or something new), and unless it is once, all after it do; a reading is a step if reads are.
   prove_steps(): how many there were since. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FILES 4096
static char *names[FILES];
static int note = -2;
static long steps, fails_at;
static int fails_with, fails_once, reads_fail;

static ssize_t (*real_write)(int, const void *, size_t);

static const char *folder(void) {
    const char *name = getenv("PROVE_DIR");
    return name ? name : "/nowhere";
}

static void begin(void) {
    if (note != -2) return;
    note = -1;
    real_write = dlsym(RTLD_NEXT, "write");
    int (*real_open)(const char *, int, ...) = dlsym(RTLD_NEXT, "open64");
    const char *path = getenv("PROVE_LOG");
    if (path) note = real_open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static int is_ours(const char *path) {
    begin();
    return path && strncmp(path, folder(), strlen(folder())) == 0;
}

static const char *name_of(int file) { return file >= 0 && file < FILES ? names[file] : NULL; }

static void forget(int file) {
    if (file >= 0 && file < FILES && names[file]) {
        free(names[file]);
        names[file] = NULL;
    }
}

static void tell(char step, const char *path, uint64_t place, uint64_t length, const void *bytes) {
    if (note < 0) return;
    uint32_t path_length = strlen(path);
    size_t written = step == 'W' ? length : 0, size = 21 + path_length + written;
    char *line = malloc(size), *at = line;
    *at++ = step;
    memcpy(at, &path_length, 4); at += 4;
    memcpy(at, path, path_length); at += path_length;
    memcpy(at, &place, 8); at += 8;
    memcpy(at, &length, 8); at += 8;
    if (written) memcpy(at, bytes, written);
    real_write(note, line, size);
    free(line);
}

static int must_fail(void) {
    steps++;
    if (!fails_at || steps < fails_at || (fails_once && steps > fails_at)) return 0;
    errno = fails_with;
    return 1;
}

void prove_arm(long at, int error, int once, int reads) {
    steps = 0;
    fails_at = at;
    fails_with = error;
    fails_once = once;
    reads_fail = reads;
}
long prove_steps(void) { return steps; }
void prove_saved(uint64_t number) { begin(); tell('A', "", number, 0, NULL); }

static int opened(const char *real, const char *path, int flags, mode_t mode) {
    int (*real_open)(const char *, int, ...) = dlsym(RTLD_NEXT, real);
    struct stat before;
    int ours = is_ours(path), was_there = ours && stat(path, &before) == 0;
    if (ours && !was_there && (flags & O_CREAT) && must_fail()) return -1;
    int file = real_open(path, flags, mode);
    if (file < 0) return file;
    forget(file);
    if (ours && file < FILES) {
        names[file] = strdup(path);
        if (!was_there && (flags & O_CREAT)) tell('C', path, 0, 0, NULL);
        if (was_there && (flags & O_TRUNC)) tell('T', path, 0, 0, NULL);
    }
    return file;
}

#define MODE va_list rest; va_start(rest, flags); mode_t mode = va_arg(rest, mode_t); va_end(rest)
int open(const char *path, int flags, ...) { MODE; return opened("open", path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE; return opened("open64", path, flags, mode); }

ssize_t pwrite64(int file, const void *bytes, size_t length, off64_t place) {
    static ssize_t (*real)(int, const void *, size_t, off64_t);
    if (!real) real = dlsym(RTLD_NEXT, "pwrite64");
    const char *path = name_of(file);
    if (path && must_fail()) return -1;
    ssize_t done = real(file, bytes, length, place);
    if (path && done > 0) tell('W', path, place, done, bytes);
    return done;
}

ssize_t pwrite(int file, const void *bytes, size_t length, off_t place) {
    return pwrite64(file, bytes, length, place);
}

ssize_t write(int file, const void *bytes, size_t length) {
    begin();
    const char *path = name_of(file);
    if (!path) return real_write(file, bytes, length);
    if (must_fail()) return -1;
    off_t place = lseek(file, 0, SEEK_CUR);
    ssize_t done = real_write(file, bytes, length);
    if (done > 0) tell('W', path, place, done, bytes);
    return done;
}

static int synced(int file, const char *real_name) {
    int (*real)(int) = dlsym(RTLD_NEXT, real_name);
    const char *path = name_of(file);
    struct stat found;
    if (!path) return real(file);
    if (must_fail()) return -1;
    fstat(file, &found);
    tell(S_ISDIR(found.st_mode) ? 'D' : 'S', path, 0, 0, NULL);
    return 0;
}

int fsync(int file) { return synced(file, "fsync"); }
int fdatasync(int file) { return synced(file, "fdatasync"); }

int ftruncate64(int file, off64_t length) {
    static int (*real)(int, off64_t);
    if (!real) real = dlsym(RTLD_NEXT, "ftruncate64");
    const char *path = name_of(file);
    if (path && must_fail()) return -1;
    int done = real(file, length);
    if (path && done == 0) tell('T', path, length, 0, NULL);
    return done;
}

int ftruncate(int file, off_t length) { return ftruncate64(file, length); }

int unlink(const char *path) {
    static int (*real)(const char *);
    if (!real) real = dlsym(RTLD_NEXT, "unlink");
    int ours = is_ours(path);
    /* What is taken away needs no room. */
    if (ours && fails_with != ENOSPC && must_fail()) return -1;
    int done = real(path);
    if (ours && done == 0) tell('U', path, 0, 0, NULL);
    return done;
}

/* What changes names only is not noted, for no save does it. */
#define NAMED(name) \
    static int (*real)(const char *, const char *); \
    if (!real) real = dlsym(RTLD_NEXT, name); \
    return is_ours(old) && must_fail() ? -1 : real(old, new)
int rename(const char *old, const char *new) { NAMED("rename"); }
int link(const char *old, const char *new) { NAMED("link"); }

int mkdir(const char *path, mode_t mode) {
    static int (*real)(const char *, mode_t);
    if (!real) real = dlsym(RTLD_NEXT, "mkdir");
    return is_ours(path) && must_fail() ? -1 : real(path, mode);
}

static int cannot_read(int file) { return reads_fail && name_of(file) && must_fail(); }

ssize_t read(int file, void *bytes, size_t length) {
    static ssize_t (*real)(int, void *, size_t);
    if (!real) real = dlsym(RTLD_NEXT, "read");
    return cannot_read(file) ? -1 : real(file, bytes, length);
}

ssize_t pread64(int file, void *bytes, size_t length, off64_t place) {
    static ssize_t (*real)(int, void *, size_t, off64_t);
    if (!real) real = dlsym(RTLD_NEXT, "pread64");
    return cannot_read(file) ? -1 : real(file, bytes, length, place);
}

ssize_t pread(int file, void *bytes, size_t length, off_t place) {
    return pread64(file, bytes, length, place);
}

int close(int file) {
    static int (*real)(int);
    if (!real) real = dlsym(RTLD_NEXT, "close");
    forget(file);
    return real(file);
}
