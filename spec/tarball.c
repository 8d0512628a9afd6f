/* tarball.c - a flat tar of a few files, in memory. */
#include "spec/tarball.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>

#include "base/buf.h"
#include "base/map.h"
#include "base/panic.h"
#include "base/sym.h"
#include "base/utf8.h"

enum {
    /* Up to here the ratio does not count: a tar of a few bytes is mostly
     * zeros. */
    RATIO_FREE = 1 << 20,
    /* With headers and padding. */
    STREAM_MAX = 4 * TAR_SIZE_MAX,
    CHUNK = 16 << 10,
    NAME_SHOWN = 200,
};

static la_ssize_t keep_bytes(struct archive *archive, void *data,
                             const void *bytes, size_t len)
{
    (void)archive;
    buf_add(data, bytes, len);
    return (la_ssize_t)len;
}

static struct archive *open_to_write(Buf *out)
{
    struct archive *archive = archive_write_new();
    bool fine =
        archive &&
        archive_write_set_format_pax_restricted(archive) == ARCHIVE_OK &&
        archive_write_add_filter_gzip(archive) == ARCHIVE_OK &&
        archive_write_set_filter_option(archive, "gzip", "timestamp", NULL) ==
            ARCHIVE_OK &&
        /* No zeros behind the end, which Go's reader takes for a mistake. */
        archive_write_set_bytes_in_last_block(archive, 1) == ARCHIVE_OK &&
        archive_write_open2(archive, out, NULL, keep_bytes, NULL, NULL) ==
            ARCHIVE_OK;
    if (!fine)
        UNREACHABLE("libarchive lacks tar or gzip");
    return archive;
}

static bool write_file(struct archive *archive, const TarFile *file)
{
    struct archive_entry *entry = archive_entry_new();
    archive_entry_set_pathname(entry, file->name);
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_entry_set_uid(entry, 0);
    archive_entry_set_gid(entry, 0);
    archive_entry_set_mtime(entry, 0, 0);
    archive_entry_set_size(entry, (la_int64_t)file->bytes.len);
    la_ssize_t len = (la_ssize_t)file->bytes.len;
    bool fine =
        archive_write_header(archive, entry) == ARCHIVE_OK &&
        archive_write_data(archive, file->bytes.text, (size_t)len) == len;
    archive_entry_free(entry);
    return fine;
}

bool tar_pack(Arena *arena, const TarFileVec *files, FileText *out,
              const char **why)
{
    Buf bytes = {.arena = arena};
    struct archive *archive = open_to_write(&bytes);
    bool fine = true;
    for (uint32_t i = 0; fine && i < files->len; i++)
        fine = write_file(archive, &files->at[i]);
    fine = fine && archive_write_close(archive) == ARCHIVE_OK;
    if (!fine)
        *why = arena_print(arena, "%s", archive_error_string(archive));
    archive_write_free(archive);
    *out = (FileText){buf_string(&bytes), bytes.len};
    return fine;
}

typedef struct Reader {
    Arena *arena;
    struct archive *archive;
    TarFileVec *files;
    SymTable names;
    Map seen;         /* names met, by Sym */
    uint32_t entries; /* of any kind */
    size_t size;      /* bytes unpacked so far */
    size_t size_max;  /* what they may be */
    const char *why;
} Reader;

static bool refuse(Reader *reader, const char *name, const char *what)
{
    Buf shown = {.arena = reader->arena};
    for (size_t i = 0; name[i] && i < NAME_SHOWN; i++) {
        unsigned char c = (unsigned char)name[i];
        buf_char(&shown, c < 0x20 || c == 0x7f ? '?' : name[i]);
    }
    reader->why =
        arena_print(reader->arena, "`%s` %s", buf_string(&shown), what);
    return false;
}

static bool fail(Reader *reader)
{
    const char *text = archive_error_string(reader->archive);
    reader->why = arena_print(reader->arena, "not a good tar archive: %s",
                              text ? text : "libarchive does not say why");
    return false;
}

/* Stays inside, and reads as it is: no `.`, `..` or empty part, nothing that
 * a terminal or a Windows machine would understand in its own way. */
static bool is_plain(const char *name)
{
    for (const char *at = name; *at; at++)
        if ((unsigned char)*at < 0x20 || *at == 0x7f || *at == '\\')
            return false;
    while (true) {
        size_t len = strcspn(name, "/");
        if (len == 0 || strncmp(name, ".", len) == 0 ||
            strncmp(name, "..", len) == 0)
            return false;
        if (!name[len])
            return true;
        name += len + 1;
    }
}

/* Archives of folders begin names with `./`, and end those of folders with
 * `/`. */
static const char *bare_name(Arena *arena, const char *name)
{
    while (name[0] == '.' && name[1] == '/')
        name += 2;
    size_t len = strlen(name);
    return arena_copy(arena, name, len - (len > 1 && name[len - 1] == '/'));
}

/* The packed folder: "./" to tar, "/" to flytekit as late as 2024. */
static bool is_itself(const char *folder)
{
    return !*folder || strcmp(folder, ".") == 0 || strcmp(folder, "/") == 0;
}

static bool check_entry(Reader *reader, struct archive_entry *entry,
                        const char *name)
{
    if (archive_entry_hardlink(entry) || archive_entry_symlink(entry))
        return refuse(reader, name, "is a link");
    if (archive_entry_filetype(entry) != AE_IFREG)
        return refuse(reader, name, "is not a regular file");
    if (archive_entry_sparse_count(entry) > 0)
        return refuse(reader, name, "has holes");
    if (archive_entry_size(entry) > TAR_SIZE_MAX)
        return refuse(reader, name, "is larger than 64 MiB");
    const Sym *sym = sym_of(&reader->names, name);
    if (map_find(&reader->seen, sym))
        return refuse(reader, name, "is there twice");
    map_put(reader->arena, &reader->seen, sym, reader);
    return true;
}

static bool check_size(Reader *reader, const char *name)
{
    if (reader->size > TAR_SIZE_MAX)
        return refuse(reader, name, "makes it more than 64 MiB in all");
    if (reader->size > reader->size_max ||
        archive_filter_bytes(reader->archive, 0) > STREAM_MAX)
        return refuse(reader, name, "unpacks to far more than its size allows");
    return true;
}

/* Sizes in headers lie: what comes is counted. */
static bool read_bytes(Reader *reader, const char *name, Buf *out)
{
    char chunk[CHUNK];
    while (true) {
        la_ssize_t got = archive_read_data(reader->archive, chunk, CHUNK);
        if (got == 0)
            return true;
        if (got < 0)
            return fail(reader);
        reader->size += (size_t)got;
        if (!check_size(reader, name))
            return false;
        buf_add(out, chunk, (size_t)got);
    }
}

static bool read_entry(Reader *reader, struct archive_entry *entry)
{
    const char *raw = archive_entry_pathname_utf8(entry);
    if (!raw || utf8_check(raw, strlen(raw)) != strlen(raw)) {
        reader->why = "it holds a name that is not UTF-8";
        return false;
    }
    const char *name = bare_name(reader->arena, raw);
    bool is_folder = archive_entry_filetype(entry) == AE_IFDIR;
    if (is_folder && is_itself(name))
        return true;
    if (!is_plain(name))
        return refuse(reader, name, "is not the name of a file inside it");
    if (is_folder)
        return true;
    Buf bytes = {.arena = reader->arena};
    if (!check_entry(reader, entry, name) || !check_size(reader, name) ||
        !read_bytes(reader, name, &bytes))
        return false;
    TarFile file = {name, {buf_string(&bytes), bytes.len}};
    vec_push(reader->arena, reader->files, file);
    return true;
}

static bool read_entries(Reader *reader)
{
    struct archive_entry *entry;
    while (true) {
        int status = archive_read_next_header(reader->archive, &entry);
        if (status == ARCHIVE_EOF)
            return true;
        if (status != ARCHIVE_OK && status != ARCHIVE_WARN)
            return fail(reader);
        if (++reader->entries > TAR_FILES_MAX) {
            reader->why = "it holds more than 100,000 files";
            return false;
        }
        if (!read_entry(reader, entry))
            return false;
    }
}

static size_t most_bytes(size_t archive_len)
{
    size_t most = archive_len * TAR_RATIO_MAX;
    return most > RATIO_FREE ? most : RATIO_FREE;
}

/* tar and gzip alone: nearly all holes of libarchive were in its other
 * formats. */
bool tar_unpack(Arena *arena, FileText bytes, TarFileVec *files,
                const char **why)
{
    struct archive *archive = archive_read_new();
    Reader reader = {.arena = arena,
                     .archive = archive,
                     .files = files,
                     .size_max = most_bytes(bytes.len)};
    sym_table_init(&reader.names, arena);
    archive_read_support_filter_gzip(archive);
    archive_read_support_format_tar(archive);
    archive_read_set_options(archive, "hdrcharset=UTF-8");
    bool fine =
        archive_read_open_memory(archive, bytes.text, bytes.len) == ARCHIVE_OK
            ? read_entries(&reader)
            : fail(&reader);
    archive_read_free(archive);
    *why = reader.why;
    return fine;
}
