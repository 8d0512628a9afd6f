/* package_read.c - packages from anywhere. */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "flyteidl/admin/launch_plan.pb-c.h"
#include "flyteidl/admin/task.pb-c.h"
#include "spec/package.h"
#include "spec/tarball.h"
#include "spec/wire.h"

/* Memory of all messages of a package. */
enum { MEMORY_MAX = 1 << 30 };

typedef struct Reader {
    Package *package;
    Arena *arena;
    TarFileVec found; /* messages, not yet understood */
    size_t size;      /* of those of a folder */
    const char *why;
} Reader;

static bool refuse(Reader *reader, const char *path, const char *what)
{
    reader->why = arena_print(reader->arena, "`%s` %s", path, what);
    return false;
}

/* 0: the name does not say. */
static PackageKind kind_by_name(const char *path)
{
    size_t len = strlen(path);
    if (len < 5 || path[len - 5] != '_')
        return 0;
    char kind = path[len - 4];
    return kind >= '1' && kind <= '3' ? (PackageKind)(kind - '0') : 0;
}

static bool has_kind(const PackageEntry *entry)
{
    const Flyteidl__Core__Identifier *id = package_id(entry);
    return id && *id->name &&
           (id->resource_type == FLYTEIDL__CORE__RESOURCE_TYPE__UNSPECIFIED ||
            (int)id->resource_type == (int)entry->kind);
}

static bool has_substance(const PackageEntry *entry)
{
    const void *message = entry->message;
    switch (entry->kind) {
    case PACKAGE_TASK:
        return *((const Flyteidl__Admin__TaskSpec *)message)->template_->type;
    case PACKAGE_WORKFLOW:
        return true;
    case PACKAGE_LAUNCH_PLAN:
        return ((const Flyteidl__Admin__LaunchPlan *)message)->spec;
    }
    return false;
}

/* Any bytes can read as some message: proto3 demands nothing. So its id must
 * be there and must be of the kind. */
static bool try_kind(Reader *reader, const TarFile *found, PackageKind kind)
{
    const char *why;
    ProtobufCMessage *message =
        spec_unpack(reader->arena, package_kind_type(kind), found->bytes.text,
                    found->bytes.len, &why);
    PackageEntry entry = {kind, message, found->name};
    bool fine = message && has_kind(&entry) && has_substance(&entry);
    if (fine)
        vec_push(reader->arena, &reader->package->entries, entry);
    else if (!reader->why)
        reader->why = arena_print(reader->arena, "`%s` is not a %s: %s",
                                  found->name, package_kind_name(kind),
                                  message ? "it has no id of that kind" : why);
    return fine;
}

/* As flytectl does: the kind in the name first, then the others. */
static bool read_message(Reader *reader, const TarFile *found)
{
    PackageKind named = kind_by_name(found->name);
    if (named && try_kind(reader, found, named))
        return true;
    for (int kind = PACKAGE_TASK; kind <= PACKAGE_LAUNCH_PLAN; kind++)
        if (kind != (int)named && try_kind(reader, found, (PackageKind)kind)) {
            reader->why = NULL;
            return true;
        }
    if (!named)
        refuse(reader, found->name, "is no task, workflow or launch plan");
    return false;
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(((const TarFile *)a)->name, ((const TarFile *)b)->name);
}

static bool read_messages(Reader *reader)
{
    if (reader->found.len == 0) {
        reader->why = "it holds no .pb files";
        return false;
    }
    qsort(reader->found.at, reader->found.len, sizeof(TarFile), compare_names);
    size_t start = reader->arena->total;
    for (uint32_t i = 0; i < reader->found.len; i++) {
        const TarFile *found = &reader->found.at[i];
        if (!read_message(reader, found))
            return false;
        if (reader->arena->total - start > MEMORY_MAX)
            return refuse(reader, found->name,
                          "makes it take more than 1 GiB of memory");
    }
    return true;
}

static void add_source(Reader *reader, const TarFile *file)
{
    PackageSource source = {file->name, file->bytes};
    vec_push(reader->arena, &reader->package->sources, source);
}

/* flytectl gives up on a package with any other file. */
static bool sort_out(Reader *reader, const TarFileVec *files)
{
    for (uint32_t i = 0; i < files->len; i++) {
        const TarFile *file = &files->at[i];
        if (package_is_source(file->name))
            add_source(reader, file);
        else if (package_is_message(file->name))
            vec_push(reader->arena, &reader->found, *file);
        else
            return refuse(reader, file->name,
                          "is neither a .pb nor a fast*.tar.gz; flytectl "
                          "takes nothing else");
    }
    return true;
}

static bool read_archive(Reader *reader, FileText bytes)
{
    TarFileVec files = {0};
    return tar_unpack(reader->arena, bytes, &files, &reader->why) &&
           sort_out(reader, &files);
}

static bool find_in_folder(Reader *reader, const char *folder, const char *name)
{
    if (package_is_source(name))
        add_source(reader,
                   &(TarFile){.name = arena_print(reader->arena, "%s", name)});
    if (!package_is_message(name))
        return true;
    const char *why, *path = arena_print(reader->arena, "%s/%s", folder, name);
    TarFile found = {.name = arena_print(reader->arena, "%s", name)};
    if (reader->found.len == TAR_FILES_MAX)
        return refuse(reader, name, "makes it more than 100,000 files");
    if (!file_read(reader->arena, path, SPEC_SIZE_MAX - reader->size,
                   &found.bytes, &why)) {
        reader->why = arena_print(reader->arena, "`%s`: %s", name, why);
        return false;
    }
    reader->size += found.bytes.len;
    vec_push(reader->arena, &reader->found, found);
    return true;
}

static bool read_folder(Reader *reader, const char *path)
{
    DIR *folder = opendir(path);
    if (!folder) {
        reader->why = arena_print(reader->arena, "%s", strerror(errno));
        return false;
    }
    bool fine = true;
    for (struct dirent *item; fine && (item = readdir(folder));)
        fine = find_in_folder(reader, path, item->d_name);
    closedir(folder);
    return fine;
}

static Reader *new_reader(Package *package)
{
    Reader *reader = arena_new(package->arena, Reader);
    reader->package = package;
    reader->arena = package->arena;
    return reader;
}

bool package_read_bytes(Package *package, const char *name, FileText bytes,
                        const char **why)
{
    Reader *reader = new_reader(package);
    TarFile found = {name, bytes};
    bool fine = true;
    if (package_is_message(name))
        vec_push(package->arena, &reader->found, found);
    else
        fine = read_archive(reader, bytes);
    fine = fine && read_messages(reader);
    *why = reader->why;
    return fine;
}

bool package_read(Package *package, const char *path, const char **why)
{
    struct stat info;
    FileText bytes;
    if (stat(path, &info) != 0 || !S_ISDIR(info.st_mode))
        return file_read(package->arena, path, SPEC_SIZE_MAX, &bytes, why) &&
               package_read_bytes(package, path, bytes, why);
    Reader *reader = new_reader(package);
    bool fine = read_folder(reader, path) && read_messages(reader);
    *why = reader->why;
    return fine;
}
