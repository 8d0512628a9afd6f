/* package_write.c - packages as archives and folders.
 *
 * Nothing of the machine, the user or the hour goes in, so equal packages are
 * equal bytes. */
#include <archive.h>
#include <archive_entry.h>
#include <dirent.h>
#include <errno.h>
#include <string.h>

#include "base/buf.h"
#include "base/map.h"
#include "base/panic.h"
#include "base/sym.h"
#include "spec/package.h"
#include "spec/wire.h"

/* Names are cut here, so that a tar has room for them without extensions. */
enum { NAME_SHOWN = 72 };

typedef struct PackedFile {
    const char *name;
    FileText bytes;
} PackedFile;

static int digits_of(uint32_t number)
{
    int digits = 1;
    for (; number >= 10; number /= 10)
        digits++;
    return digits;
}

static bool is_plain(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
}

/* flytectl registers in the order of names: every number has the width of the
 * last. What is plain in a file's name is kept, the rest is for people only. */
static const char *file_name(const Package *package, uint32_t at)
{
    const PackageEntry *entry = &package->entries.at[at];
    const Flyteidl__Core__Identifier *id = package_id(entry);
    Buf name = {.arena = package->arena};
    buf_print(&name, "%0*u_", digits_of(package->entries.len - 1), at);
    for (size_t i = 0; id && id->name[i] && i < NAME_SHOWN; i++)
        buf_char(&name, is_plain(id->name[i]) ? id->name[i] : '_');
    buf_print(&name, "_%d.pb", (int)entry->kind);
    return buf_string(&name);
}

static PackedFile pack_entry(const Package *package, uint32_t at)
{
    size_t len;
    const uint8_t *bytes =
        spec_pack(package->arena, package->entries.at[at].message, &len);
    FileText text = {(const char *)bytes, len};
    return (PackedFile){file_name(package, at), text};
}

static la_ssize_t keep_bytes(struct archive *archive, void *data,
                             const void *bytes, size_t len)
{
    (void)archive;
    buf_add(data, bytes, len);
    return (la_ssize_t)len;
}

static bool put_file(struct archive *archive, const PackedFile *file)
{
    struct archive_entry *entry = archive_entry_new();
    archive_entry_set_pathname(entry, file->name);
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_entry_set_uid(entry, 0);
    archive_entry_set_gid(entry, 0);
    archive_entry_set_mtime(entry, 0, 0);
    archive_entry_set_size(entry, (la_int64_t)file->bytes.len);
    bool fine =
        archive_write_header(archive, entry) == ARCHIVE_OK &&
        archive_write_data(archive, file->bytes.text, file->bytes.len) ==
            (la_ssize_t)file->bytes.len;
    archive_entry_free(entry);
    return fine;
}

static struct archive *open_archive(Buf *out)
{
    struct archive *archive = archive_write_new();
    bool fine =
        archive &&
        archive_write_set_format_pax_restricted(archive) == ARCHIVE_OK &&
        archive_write_add_filter_gzip(archive) == ARCHIVE_OK &&
        archive_write_set_filter_option(archive, "gzip", "timestamp", NULL) ==
            ARCHIVE_OK &&
        archive_write_open2(archive, out, NULL, keep_bytes, NULL, NULL) ==
            ARCHIVE_OK;
    if (!fine)
        UNREACHABLE("libarchive lacks tar or gzip");
    return archive;
}

bool package_pack(const Package *package, FileText *out, const char **why)
{
    Buf bytes = {.arena = package->arena};
    struct archive *archive = open_archive(&bytes);
    bool fine = true;
    for (uint32_t i = 0; fine && i < package->entries.len; i++) {
        PackedFile file = pack_entry(package, i);
        fine = put_file(archive, &file);
    }
    fine = fine && archive_write_close(archive) == ARCHIVE_OK;
    if (!fine)
        *why = arena_print(package->arena, "%s", archive_error_string(archive));
    archive_write_free(archive);
    *out = (FileText){buf_string(&bytes), bytes.len};
    return fine;
}

bool package_write(const Package *package, const char *path, const char **why)
{
    FileText bytes;
    return package_pack(package, &bytes, why) &&
           file_write(package->arena, path, bytes, why);
}

static bool is_message(const char *name)
{
    size_t len = strlen(name);
    return len > 3 && strcmp(name + len - 3, ".pb") == 0;
}

/* The name of a .pb in the folder that is none of the files; NULL when there
 * is none. */
static const char *find_stranger(Arena *arena, DIR *folder,
                                 const PackedFile *files, uint32_t count)
{
    SymTable names;
    Map ours = {0};
    sym_table_init(&names, arena);
    for (uint32_t i = 0; i < count; i++)
        map_put(arena, &ours, sym_of(&names, files[i].name), arena);
    for (struct dirent *item; (item = readdir(folder));)
        if (is_message(item->d_name) &&
            !map_find(&ours, sym_of(&names, item->d_name)))
            return arena_print(arena, "%s", item->d_name);
    return NULL;
}

static bool refuse_strangers(Arena *arena, const char *path,
                             const PackedFile *files, uint32_t count,
                             const char **why)
{
    DIR *folder = opendir(path);
    if (!folder) {
        *why = arena_print(arena, "%s", strerror(errno));
        return false;
    }
    const char *stranger = find_stranger(arena, folder, files, count);
    closedir(folder);
    if (stranger)
        *why = arena_print(arena,
                           "it holds `%s`, which is not of this package and "
                           "would be registered with it; remove it",
                           stranger);
    return !stranger;
}

bool package_write_folder(const Package *package, const char *path,
                          const char **why)
{
    Arena *arena = package->arena;
    uint32_t count = package->entries.len;
    PackedFile *files = arena_array(arena, PackedFile, count);
    for (uint32_t i = 0; i < count; i++)
        files[i] = pack_entry(package, i);
    bool fine = file_make_folder(arena, path, why) &&
                refuse_strangers(arena, path, files, count, why);
    for (uint32_t i = 0; fine && i < count; i++) {
        const char *file = arena_print(arena, "%s/%s", path, files[i].name);
        fine = file_write(arena, file, files[i].bytes, why);
        if (!fine)
            *why = arena_print(arena, "`%s`: %s", files[i].name, *why);
    }
    return fine;
}
