/* package_write.c - packages as archives and folders. */
#include <dirent.h>
#include <errno.h>
#include <string.h>

#include "base/buf.h"
#include "base/map.h"
#include "base/sym.h"
#include "spec/package.h"
#include "spec/tarball.h"
#include "spec/wire.h"

/* Names are cut here, so that a tar has room for them without extensions. */
enum { NAME_SHOWN = 72 };

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

static TarFileVec pack_entries(const Package *package)
{
    TarFileVec files = {0};
    for (uint32_t i = 0; i < package->entries.len; i++) {
        size_t len;
        const uint8_t *bytes =
            spec_pack(package->arena, package->entries.at[i].message, &len);
        TarFile file = {file_name(package, i), {(const char *)bytes, len}};
        vec_push(package->arena, &files, file);
    }
    return files;
}

bool package_pack(const Package *package, FileText *out, const char **why)
{
    TarFileVec files = pack_entries(package);
    return tar_pack(package->arena, &files, out, why);
}

bool package_write(const Package *package, const char *path, const char **why)
{
    FileText bytes;
    return package_pack(package, &bytes, why) &&
           file_write(package->arena, path, bytes, why);
}

/* The name of a .pb in the folder that is none of the files; NULL when there
 * is none. */
static const char *find_stranger(Arena *arena, DIR *folder,
                                 const TarFileVec *files)
{
    SymTable names;
    Map ours = {0};
    sym_table_init(&names, arena);
    for (uint32_t i = 0; i < files->len; i++)
        map_put(arena, &ours, sym_of(&names, files->at[i].name), arena);
    for (struct dirent *item; (item = readdir(folder));)
        if (package_is_message(item->d_name) &&
            !map_find(&ours, sym_of(&names, item->d_name)))
            return arena_print(arena, "%s", item->d_name);
    return NULL;
}

static bool refuse_strangers(Arena *arena, const char *path,
                             const TarFileVec *files, const char **why)
{
    DIR *folder = opendir(path);
    if (!folder) {
        *why = arena_print(arena, "%s", strerror(errno));
        return false;
    }
    const char *stranger = find_stranger(arena, folder, files);
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
    TarFileVec files = pack_entries(package);
    bool fine = file_make_folder(arena, path, why) &&
                refuse_strangers(arena, path, &files, why);
    for (uint32_t i = 0; fine && i < files.len; i++) {
        const TarFile *file = &files.at[i];
        const char *at = arena_print(arena, "%s/%s", path, file->name);
        fine = file_write(arena, at, file->bytes, why);
        if (!fine)
            *why = arena_print(arena, "`%s`: %s", file->name, *why);
    }
    return fine;
}
