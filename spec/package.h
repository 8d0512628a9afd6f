/* package.h - a Flyte package: tasks, workflows and launch plans in the order
 * in which they are registered.
 *
 * On disk it is what `pyflyte package` writes and `flytectl register files
 * --archive` reads: a flat gzip tar of messages named `NN_name_K.pb`, where K
 * is the kind; or a folder of such files; or a single one. What comes from
 * outside is never unpacked to disk. */
#ifndef FLW_SPEC_PACKAGE_H
#define FLW_SPEC_PACKAGE_H

#include <stdbool.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/vec.h"
#include "flyteidl/core/identifier.pb-c.h"
#include "spec/message.h"

/* The numbers are those in the names of files, and those of Flyte's
 * ResourceType. */
typedef enum PackageKind {
    PACKAGE_TASK = 1,    /* flyteidl.admin.TaskSpec */
    PACKAGE_WORKFLOW,    /* flyteidl.admin.WorkflowSpec */
    PACKAGE_LAUNCH_PLAN, /* flyteidl.admin.LaunchPlan */
} PackageKind;

typedef struct PackageEntry {
    PackageKind kind;
    ProtobufCMessage *message;
    const char *file; /* its path in what was read; NULL: made here */
} PackageEntry;

/* Code of Python tasks, an archive that flytekit unpacks; not looked into. */
typedef struct PackageSource {
    const char *name; /* fast*.tar.gz */
    FileText bytes;   /* empty where the package is a folder */
} PackageSource;

typedef struct Package {
    Arena *arena;
    Vec(PackageEntry) entries;
    Vec(PackageSource) sources;
} Package;

void package_add(Package *package, PackageKind kind, ProtobufCMessage *message);
/* The id inside; NULL where the message lacks it. */
const Flyteidl__Core__Identifier *package_id(const PackageEntry *entry);
const char *package_kind_name(PackageKind kind);
const MessageType *package_kind_type(PackageKind kind);

/* By its name: *.pb, a message; fast*.tar.gz, sources. */
bool package_is_message(const char *path);
bool package_is_source(const char *path);

/* Where a package is to be registered; NULL: not said, flytectl fills it in. */
typedef struct PackageHome {
    const char *project;
    const char *domain;
    const char *version;
} PackageHome;

/* Fills what is empty in the ids of entries and of all they refer to. The
 * texts are not copied. */
void package_settle(const Package *package, const PackageHome *home);
/* SHA-256 of names and messages, in hex: of equal packages the same. */
void package_digest(const Package *package, char hex[2 * HASH_SHA256_SIZE + 1]);

/* Like base/file.h: false on failure, with *why to follow "cannot write `x`: "
 * or "cannot read `x`: ", naming the entry. */

/* The archive in memory. Equal packages give equal bytes. */
bool package_pack(const Package *package, FileText *out, const char **why);
/* The archive, written whole or not at all. */
bool package_write(const Package *package, const char *path, const char **why);
/* A file for each entry, all of them or none. A folder that is there is
 * replaced if it holds just what an earlier call has put there; otherwise it
 * is refused, and nothing in it is touched. */
bool package_write_folder(const Package *package, const char *path,
                          const char **why);

/* Adds what an archive (.tgz, .tar.gz, .tar), a folder, or a single .pb holds
 * to the package, of which only the arena need be set. Entries come in the
 * order of their names, which is the order flytectl registers them in. */
bool package_read(Package *package, const char *path, const char **why);
/* The same for a file that is already in memory; its name tells a .pb. */
bool package_read_bytes(Package *package, const char *name, FileText bytes,
                        const char **why);

#endif
