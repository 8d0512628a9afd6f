#define _DEFAULT_SOURCE /* pwritev */
/* log.c - rows on their way into the database. */
#include "runtime/store/log.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>
#include <zlib.h>

#include "base/file.h"
#include "runtime/store/query.h"
#include "runtime/store/writes.h"

enum {
    SLOTS = 4096,
    DUE_BYTES = 4 << 20,
    FRAME_MAX = 1 << 30,
    VALUE_NULL = 0,
    VALUE_INT,
    VALUE_TEXT,
    VALUE_BYTES,
};
#define DUE_NS INT64_C(400000000)

static const char get_frame[] = "SELECT frame FROM logs WHERE slot=?1";
static const char put_frame[] =
    "INSERT OR REPLACE INTO logs(slot, frame) VALUES(?1,?2)";

typedef struct Frame {
    uint32_t len;
    uint32_t sum; /* of number and records */
    uint64_t number;
} Frame;

static int64_t monotonic(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * INT64_C(1000000000) + now.tv_nsec;
}

/* ---- records ---- */

void log_begin(Log *log, Write write)
{
    log->records.arena = &log->arena;
    log->begun = log->records.len;
    buf_char(&log->records, (char)write);
    buf_char(&log->records, 0);
}

static void add_value(Log *log, char kind, const void *bytes, size_t len)
{
    buf_char(&log->records, kind);
    if (len)
        buf_add(&log->records, bytes, len);
    log->records.at[log->begun + 1]++;
}

void log_null(Log *log)
{
    add_value(log, VALUE_NULL, NULL, 0);
}

void log_int(Log *log, int64_t number)
{
    add_value(log, VALUE_INT, &number, sizeof(number));
}

static void add_long(Log *log, char kind, const void *bytes, size_t len)
{
    uint32_t count = (uint32_t)len;
    add_value(log, kind, &count, sizeof(count));
    if (len)
        buf_add(&log->records, bytes, len);
}

void log_text(Log *log, const char *text, size_t len)
{
    add_long(log, VALUE_TEXT, text, len);
}

void log_bytes(Log *log, const void *bytes, size_t len)
{
    add_long(log, VALUE_BYTES, bytes, len);
}

/* ---- into the database ---- */

typedef struct Reader {
    const char *at, *end;
    bool spoilt;
} Reader;

static const char *take(Reader *reader, size_t len)
{
    if (reader->spoilt || len > (size_t)(reader->end - reader->at)) {
        reader->spoilt = true;
        return NULL;
    }
    const char *at = reader->at;
    reader->at += len;
    return at;
}

static void apply_long(Reader *reader, Query *query, bool is_text)
{
    uint32_t len;
    const char *head = take(reader, sizeof(len));
    if (head)
        memcpy(&len, head, sizeof(len));
    const char *bytes = head ? take(reader, len) : NULL;
    if (bytes && is_text)
        query_put_part(query, bytes, len);
    else if (bytes)
        query_put_bytes(query, len ? bytes : "", len);
}

static void apply_value(Reader *reader, Query *query)
{
    int64_t number;
    const char *kind = take(reader, 1);
    const char *bytes;
    switch (kind ? *kind : -1) {
    case VALUE_NULL:
        query_put_bytes(query, NULL, 0);
        return;
    case VALUE_INT:
        bytes = take(reader, sizeof(number));
        if (bytes)
            memcpy(&number, bytes, sizeof(number));
        query_put_int(query, bytes ? number : 0);
        return;
    case VALUE_TEXT:
    case VALUE_BYTES:
        apply_long(reader, query, *kind == VALUE_TEXT);
        return;
    default:
        reader->spoilt = true;
    }
}

static bool apply_record(Home *home, Reader *reader, const char **why)
{
    const char *head = take(reader, 2);
    if (!head || (unsigned char)head[0] >= WRITES) {
        *why = "a record of its log cannot be read";
        return false;
    }
    Query query = query_beside(home, write_sql((Write)head[0]));
    for (int i = 0; i < head[1]; i++)
        apply_value(reader, &query);
    if (!reader->spoilt)
        query_next(&query);
    bool done = query_end(&query, why);
    if (done && reader->spoilt)
        *why = "a record of its log cannot be read";
    return done && !reader->spoilt;
}

static bool apply_all(Home *home, const char *at, size_t len, const char **why)
{
    Reader reader = {at, at + len, false};
    while (reader.at < reader.end)
        if (!apply_record(home, &reader, why))
            return false;
    return true;
}

bool log_apply(Home *home, const char **why)
{
    Log *log = &home->log;
    size_t from = log->applied;
    if (from == log->records.len)
        return true;
    log->applied = log->records.len;
    return apply_all(home, log->records.at + from, log->records.len - from,
                     why);
}

static bool note_frame(Home *home, int slot, uint64_t frame, const char **why)
{
    Query query = query_beside(home, put_frame);
    query_put_int(&query, slot);
    query_put_int(&query, (int64_t)frame);
    query_next(&query);
    return query_end(&query, why);
}

bool log_note(Home *home, const char **why)
{
    const Log *log = &home->log;
    return log->size == 0 || note_frame(home, log->slot, log->frame, why);
}

static bool find_frame(Home *home, int slot, uint64_t *frame, const char **why)
{
    Query query = query_beside(home, get_frame);
    query_put_int(&query, slot);
    *frame = query_next(&query) ? (uint64_t)query_int(&query) : 0;
    return query_end(&query, why);
}

/* ---- the files ---- */

static bool failed(Home *home, int slot, const char **why)
{
    *why = arena_print(home->arena, "cannot write `%s/log/%d`: %s", home->path,
                       slot, strerror(errno));
    return false;
}

static uint32_t sum_of(uint64_t number, const char *records, size_t len)
{
    uLong sum = crc32(0, (const Bytef *)&number, sizeof(number));
    return (uint32_t)crc32_z(sum, (const Bytef *)records, len);
}

/* Frames up to the first that is not whole, which its writer never called
 * committed; those that the database has are passed over. */
static bool apply_frames(Home *home, FileText text, uint64_t *last,
                         const char **why)
{
    size_t at = 0;
    Frame frame;
    while (text.len - at >= sizeof(frame)) {
        memcpy(&frame, text.text + at, sizeof(frame));
        const char *records = text.text + at + sizeof(frame);
        if (frame.len > text.len - at - sizeof(frame) ||
            frame.sum != sum_of(frame.number, records, frame.len))
            return true;
        if (frame.number > *last) {
            if (!apply_all(home, records, frame.len, why))
                return false;
            *last = frame.number;
        }
        at += sizeof(frame) + frame.len;
    }
    return true;
}

static bool transact(Home *home, int slot, FileText text, const char **why)
{
    uint64_t last;
    if (!database_begin(home, why))
        return false;
    if (!find_frame(home, slot, &last, why) ||
        !apply_frames(home, text, &last, why) ||
        !note_frame(home, slot, last, why)) {
        home_rollback(home);
        return false;
    }
    return home_commit(home, why);
}

/* Brings in what the file holds, which is ours now, and empties it. */
static bool bring_in(Home *home, int file, int slot, const char **why)
{
    struct stat status;
    if (fstat(file, &status) != 0)
        return failed(home, slot, why);
    if (status.st_size == 0)
        return true;
    Arena arena = {0};
    FileText text;
    bool fine = file_read_from(&arena, file, FRAME_MAX, &text, why) &&
                transact(home, slot, text, why);
    arena_release(&arena);
    if (fine && ftruncate(file, 0) != 0)
        return failed(home, slot, why);
    return fine;
}

/* The record lock of POSIX, which a child that is about to be another program
 * does not share: it goes with its process at once. */
static bool lock_whole(int file)
{
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    return fcntl(file, F_SETLK, &lock) == 0;
}

static bool is_taken(int error)
{
    return error == EAGAIN || error == EACCES;
}

/* -1: somebody living has it, or (errno ENOENT) there is none. */
static int take_slot(Home *home, int slot, int flags)
{
    const char *path =
        arena_print(&home->scratch, "%s/log/%d", home->path, slot);
    int file = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW | flags, 0600);
    if (file < 0 || lock_whole(file))
        return file;
    int error = is_taken(errno) ? EWOULDBLOCK : errno;
    close(file);
    errno = error;
    return -1;
}

bool log_recover(Home *home, const char **why)
{
    for (int slot = 0; slot < SLOTS; slot++) {
        if (slot == home->log.slot && home->log.file >= 0)
            continue;
        int file = take_slot(home, slot, 0);
        if (file < 0 && errno == ENOENT)
            return true;
        if (file < 0 && errno != EWOULDBLOCK)
            return failed(home, slot, why);
        bool fine = file < 0 || bring_in(home, file, slot, why);
        if (file >= 0)
            close(file);
        if (!fine)
            return false;
    }
    return true;
}

static bool open_file(Home *home, const char **why)
{
    Log *log = &home->log;
    int slot = 0;
    int file = -1;
    while (file < 0 && slot < SLOTS) {
        file = take_slot(home, slot, O_CREAT);
        if (file < 0 && errno != EWOULDBLOCK)
            return failed(home, slot, why);
        slot += file < 0;
    }
    if (file < 0)
        return failed(home, slot, why);
    if (!bring_in(home, file, slot, why) ||
        !find_frame(home, slot, &log->frame, why)) {
        close(file);
        return false;
    }
    log->file = file;
    log->slot = slot;
    return true;
}

/* Half a frame is none: its sum does not fit. */
static bool write_frame(int file, Frame *frame, const char *records, int64_t at)
{
    struct iovec parts[] = {{frame, sizeof(*frame)},
                            {(void *)records, frame->len}};
    size_t left = sizeof(*frame) + frame->len;
    for (int i = 0; left > 0;) {
        ssize_t put = pwritev(file, parts + i, 2 - i, at);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return false;
        at += put;
        left -= (size_t)put;
        for (; i < 2 && (size_t)put >= parts[i].iov_len; i++)
            put -= (ssize_t)parts[i].iov_len;
        if (i < 2) {
            parts[i].iov_base = (char *)parts[i].iov_base + put;
            parts[i].iov_len -= (size_t)put;
        }
    }
    return true;
}

bool log_save(Home *home, const char **why)
{
    Log *log = &home->log;
    if (log->safe == log->records.len)
        return true;
    if (log->file < 0 && !open_file(home, why))
        return false;
    /* What a dead process left in the file went in along with ours. */
    if (log->safe == log->records.len)
        return true;
    const char *records = log->records.at + log->safe;
    size_t len = log->records.len - log->safe;
    Frame frame = {(uint32_t)len, sum_of(log->frame + 1, records, len),
                   log->frame + 1};
    if (len > FRAME_MAX)
        errno = EFBIG;
    if (len > FRAME_MAX || !write_frame(log->file, &frame, records, log->size))
        return failed(home, log->slot, why);
    log->frame++;
    log->size += (int64_t)(sizeof(frame) + len);
    log->safe = log->records.len;
    return true;
}

/* ---- its life ---- */

void log_clear(Log *log)
{
    /* Left as it is, the file holds only frames that the database has. */
    if (log->file >= 0 && log->size > 0 && ftruncate(log->file, 0) == 0)
        log->size = 0;
    arena_reset(&log->arena);
    log->records = (Buf){.arena = &log->arena};
    log->safe = log->applied = 0;
    log->keys = (Map){0};
    log->names = (SymTable){0};
    log->since = monotonic();
}

bool log_is_due(const Log *log)
{
    return log->records.len > DUE_BYTES || monotonic() - log->since > DUE_NS;
}

void log_close(Log *log)
{
    if (log->file >= 0)
        close(log->file);
    log->file = -1;
    arena_release(&log->arena);
}
