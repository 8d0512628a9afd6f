/* journal.c - is the rollback journal what its writer left?
 *
 * sqlite.org/fileformat2.html section 3: a header (magic, count, nonce, pages,
 * sector, page size, all big-endian) in a sector of its own, then records of
 * page number, page, checksum. We never spill, so there is one header. */
#include "runtime/store/journal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum {
    HEADER = 28,
    SECTOR_MAX = 65536,
    PAGE_MAX = 65536,
    LOCK_BYTE = 0x40000000,
    LOCK_COUNT = 512,
    LOOKS = 5,
};

typedef struct Header {
    uint32_t count, nonce, sector, page;
} Header;

static uint32_t be32(const unsigned char *at)
{
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 |
           (uint32_t)at[2] << 8 | at[3];
}

static bool is_power(uint32_t number, uint32_t least, uint32_t most)
{
    return number >= least && number <= most && (number & (number - 1)) == 0;
}

/* Reads all len bytes; false when the file has fewer or cannot be read. */
static bool read_at(int file, void *bytes, size_t len, off_t at)
{
    char *to = bytes;
    while (len > 0) {
        ssize_t got = pread(file, to, len, at);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        to += got;
        at += got;
        len -= (size_t)got;
    }
    return true;
}

static bool record_holds(const Header *header, const unsigned char *record)
{
    uint32_t sum = header->nonce;
    for (int64_t i = (int64_t)header->page - 200; i > 0; i -= 200)
        sum += record[4 + i];
    return be32(record) != 0 && be32(record + 4 + header->page) == sum;
}

static bool records_hold(int file, const Header *header, off_t size)
{
    uint32_t step = header->page + 8;
    uint32_t count = header->count;
    if (count == UINT32_MAX) /* "as many as fit" */
        count = (uint32_t)((size - header->sector) / step);
    unsigned char *record = malloc(step);
    bool fine = record;
    for (uint32_t i = 0; i < count && fine; i++) {
        off_t at = header->sector + (off_t)i * step;
        fine = read_at(file, record, step, at) && record_holds(header, record);
    }
    free(record);
    return fine;
}

static JournalState look_inside(int file, off_t size, const char **why)
{
    static const unsigned char magic[8] = {0xd9, 0xd5, 0x05, 0xf9,
                                           0x20, 0xa1, 0x63, 0xd7};
    unsigned char start[HEADER];
    *why = "its journal is cut short";
    if (size < HEADER || !read_at(file, start, HEADER, 0))
        return JOURNAL_DAMAGED;
    if (start[0] == 0)
        return JOURNAL_QUIET;
    *why = "its journal is spoilt";
    if (memcmp(start, magic, sizeof(magic)) != 0)
        return JOURNAL_DAMAGED;
    Header header = {be32(start + 8), be32(start + 12), be32(start + 20),
                     be32(start + 24)};
    if (!is_power(header.sector, 32, SECTOR_MAX) ||
        !is_power(header.page, 512, PAGE_MAX))
        return JOURNAL_DAMAGED;
    return records_hold(file, &header, size) ? JOURNAL_HOT : JOURNAL_DAMAGED;
}

/* Does a process hold a lock for writing on the database? */
static bool is_written(int database)
{
    struct flock lock = {.l_type = F_RDLCK,
                         .l_whence = SEEK_SET,
                         .l_start = LOCK_BYTE,
                         .l_len = LOCK_COUNT};
    return fcntl(database, F_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
}

static JournalState unknown(Arena *arena, const char *name, const char **why)
{
    *why = arena_print(arena, "cannot read `%s`: %s", name, strerror(errno));
    return JOURNAL_UNKNOWN;
}

static JournalState look_once(Arena *arena, int database, const char *path,
                              const char **why)
{
    char *name = arena_print(arena, "%s-journal", path);
    int file = open(name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (file < 0 && errno == ENOENT)
        return JOURNAL_NONE;
    struct stat journal;
    struct stat main;
    if (file < 0)
        return unknown(arena, name, why);
    JournalState state = JOURNAL_QUIET;
    if (fstat(file, &journal) != 0 || fstat(database, &main) != 0)
        state = unknown(arena, name, why);
    else if (main.st_size > 0 && !is_written(database))
        state = look_inside(file, journal.st_size, why);
    close(file);
    return state;
}

JournalState journal_look(Arena *arena, const char *path, const char **why)
{
    int database = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (database < 0 && errno == ENOENT)
        return JOURNAL_QUIET;
    if (database < 0)
        return unknown(arena, path, why);
    JournalState state = JOURNAL_DAMAGED;
    /* A writer may have come and gone between two of our looks. */
    for (int i = 0; i < LOOKS && state == JOURNAL_DAMAGED; i++) {
        struct timespec rest = {0, i * 5000000};
        nanosleep(&rest, NULL);
        state = look_once(arena, database, path, why);
    }
    close(database);
    return state;
}
