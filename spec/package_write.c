/* package_write.c - packages as files and archives. */
#include "base/buf.h"
#include "spec/own_folder.h"
#include "spec/package_files.h"
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

TarFileVec package_files(const Package *package)
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
    TarFileVec files = package_files(package);
    return tar_pack(package->arena, &files, out, why);
}

bool package_write(const Package *package, const char *path, const char **why)
{
    FileText bytes;
    return package_pack(package, &bytes, why) &&
           file_write(package->arena, path, bytes, why);
}

void package_digest(const Package *package, char hex[2 * HASH_SHA256_SIZE + 1])
{
    TarFileVec files = package_files(package);
    Buf all = {.arena = package->arena};
    for (uint32_t i = 0; i < files.len; i++) {
        const TarFile *file = &files.at[i];
        buf_print(&all, "%s %zu\n", file->name, file->bytes.len);
        buf_add(&all, file->bytes.text, file->bytes.len);
    }
    hash_sha256_hex(all.at, all.len, hex);
}

bool package_write_folder(const Package *package, const char *path,
                          const char **why)
{
    TarFileVec files = package_files(package);
    return own_folder_write(package->arena, path, ".flw-package", &files, why);
}
