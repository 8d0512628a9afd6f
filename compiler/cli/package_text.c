/* package_text.c - a whole package as text. */
#include "compiler/cli/package_text.h"

#include <string.h>

#include "base/shown.h"
#include "spec/describe.h"
#include "spec/json.h"
#include "spec/text.h"

static const char *name_of(const PackageEntry *entry)
{
    const Flyteidl__Core__Identifier *id = package_id(entry);
    return id && id->name ? id->name : "";
}

static bool is_wanted(const PackageEntry *entry, const char *only)
{
    return !only || strcmp(name_of(entry), only) == 0;
}

bool package_json(Buf *out, const Package *package, const char *only)
{
    JsonOut json = {.buf = out, .indented = true};
    bool found = false;
    json_open(&json, '[');
    for (uint32_t i = 0; i < package->entries.len; i++) {
        const PackageEntry *entry = &package->entries.at[i];
        if (!is_wanted(entry, only))
            continue;
        json_open(&json, '{');
        json_name(&json, package_kind_name(entry->kind));
        spec_json(&json, entry->message);
        json_close(&json, '}');
        found = true;
    }
    json_close(&json, ']');
    buf_char(out, '\n');
    return found || !only;
}

bool package_proto(Buf *out, const Package *package, const char *only)
{
    bool found = false;
    for (uint32_t i = 0; i < package->entries.len; i++) {
        const PackageEntry *entry = &package->entries.at[i];
        const char *name = name_of(entry);
        if (!is_wanted(entry, only))
            continue;
        buf_print(out, "# %s ", package_kind_name(entry->kind));
        shown_add(out, name, strlen(name));
        buf_char(out, '\n');
        spec_text(out, entry->message);
        found = true;
    }
    return found || !only;
}

void package_counts(Buf *out, const Package *package)
{
    static const PackageKind kinds[] = {PACKAGE_TASK, PACKAGE_WORKFLOW,
                                        PACKAGE_LAUNCH_PLAN};
    unsigned counts[PACKAGE_LAUNCH_PLAN + 1] = {0};
    for (uint32_t i = 0; i < package->entries.len; i++)
        counts[package->entries.at[i].kind]++;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        buf_print(out, "%s%u %s%s", i ? ", " : "", counts[kinds[i]],
                  package_kind_name(kinds[i]),
                  counts[kinds[i]] == 1 ? "" : "s");
}

static void add_heading(Buf *out, const Package *package, const char *path)
{
    buf_text(out, "# ");
    shown_add(out, path, strlen(path));
    buf_text(out, ": ");
    package_counts(out, package);
    buf_char(out, '\n');
    for (uint32_t i = 0; i < package->sources.len; i++) {
        const char *source = package->sources.at[i].name;
        buf_text(out, "# ");
        shown_add(out, source, strlen(source));
        buf_text(out, ": the code of Python tasks, not looked into\n");
    }
    buf_char(out, '\n');
}

bool package_described(Buf *out, const Package *package, const char *path,
                       const char *only)
{
    if (!only)
        add_heading(out, package, path);
    return describe_package(out, package, only) || !only;
}
