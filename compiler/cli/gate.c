/* gate.c - a check that asks for what is new only. */
#include "compiler/cli/gate.h"

#include <stdio.h>
#include <string.h>

#include "compiler/session/paths.h"

/* ---- --since ---- */

static bool find_changes(Gate *gate, Project *project, const char *name)
{
    Arena *arena = gate->input->arena;
    Session *session = &project->session;
    const char *why = NULL;
    Repo *repo = repo_open(arena, session->root ? session->root : ".", &why);
    Revision *revision = repo ? repo_find_fork(repo, name, &why) : NULL;
    if (revision)
        affected_find(session, repo, revision, &gate->affected);
    else
        fprintf(stderr, "flw: --since `%s`: %s%s\n", name, why,
                repo ? "; a shallow clone lacks most: fetch it first" : "");
    if (repo)
        repo_close(repo);
    return revision != NULL;
}

static void keep_changes(Gate *gate, Project *project)
{
    const Map *modules = &gate->affected.modules;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < project->modules.len; i++)
        if (map_find(modules, project->modules.at[i]))
            project->modules.at[kept++] = project->modules.at[i];
    project->modules.len = kept;
    affected_keep(&project->session, &gate->affected);
    gate->unsaid += affected_filter(&project->session, &gate->affected);
}

/* ---- --baseline ---- */

/* Paths are as seen from the folder that the baseline lies in. */
static bool set_folder(Gate *gate, const Project *project, const char *path)
{
    Arena *arena = gate->input->arena;
    const char *slash = strrchr(path, '/');
    const char *folder =
        slash ? arena_copy(arena, path, (size_t)(slash - path) + 1) : ".";
    fingerprints_init(&gate->prints, arena, &project->session.sources);
    gate->prints.folder = path_real(arena, folder);
    if (!gate->prints.folder)
        fprintf(stderr, "flw: `%s`: there is no such folder\n", folder);
    return gate->prints.folder != NULL;
}

static bool read_baseline(Gate *gate, const char *path)
{
    Arena *arena = gate->input->arena;
    FileText text = {0};
    const char *why = NULL;
    if (!file_read(arena, path, BASELINE_MAX, &text, &why))
        fprintf(stderr, "flw: cannot read the baseline `%s`: %s\n", path, why);
    else if (!baseline_read(arena, text, &gate->baseline, &why))
        fprintf(stderr,
                "flw: the baseline `%s` is damaged: %s; "
                "--write-baseline makes it anew\n",
                path, why);
    else
        return true;
    return false;
}

static bool open_baseline(Gate *gate, const Project *project)
{
    const char *known = command_option(gate->input, "baseline");
    const char *written = command_option(gate->input, "write-baseline");
    const char *wrong =
        written && known ? "--write-baseline and --baseline exclude each other"
        : written && gate->narrows
            ? "--write-baseline lists all files: leave out --since"
        : command_given(gate->input, "new-only") && !known
            ? "--new-only needs --baseline FILE, which says what is old"
            : NULL;
    if (wrong) {
        fprintf(stderr, "flw: %s\n", wrong);
        return false;
    }
    if (!known && !written)
        return true;
    return set_folder(gate, project, known ? known : written) &&
           (written || read_baseline(gate, known));
}

bool gate_open(Gate *gate, const CommandInput *input, Project *project)
{
    const char *since = command_option(input, "since");
    *gate = (Gate){.input = input, .narrows = since};
    if (!open_baseline(gate, project))
        return false;
    if (since && !find_changes(gate, project, since))
        return false;
    if (since)
        keep_changes(gate, project);
    return true;
}

static bool is_new(const void *context, const Diag *diag)
{
    (void)context;
    return !diag->known;
}

void gate_narrow(Gate *gate, Project *project)
{
    Diags *diags = &project->session.diags;
    if (command_given(gate->input, "baseline"))
        baseline_apply(&gate->baseline, diags, &gate->prints);
    if (command_given(gate->input, "new-only"))
        diags_filter(diags, is_new, NULL);
    if (gate->narrows)
        gate->unsaid += affected_filter(&project->session, &gate->affected);
}

/* ---- what is said ---- */

/* The file of the entry was checked to the end, or is not there any more. What
 * only emission finds is not looked for while there are errors. */
static bool is_gone(const Gate *gate, SymTable *syms, const Map *checked,
                    const BaselineEntry *entry, bool failed)
{
    Arena *arena = gate->input->arena;
    if (entry->occurs ||
        (failed && entry->code[0] == 'E' && strcmp(entry->code, "E05") > 0))
        return false;
    const Module *module = map_find(checked, sym_of(syms, entry->file));
    if (module)
        return !module->failed;
    return !file_exists(path_join(arena, gate->prints.folder, entry->file));
}

static void say_gone(const Gate *gate, const Project *project)
{
    enum { SHOWN = 5 };
    Arena *arena = gate->input->arena;
    const Session *session = &project->session;
    bool failed = session->diags.errors + session->diags.known > 0;
    SymTable syms;
    Map checked = {0};
    sym_table_init(&syms, arena);
    for (uint32_t i = 0; i < session->modules.len; i++) {
        Module *module = session->modules.at[i];
        const char *path = fingerprint_path(&gate->prints, module->source);
        map_put(arena, &checked, sym_of(&syms, path), module);
    }
    uint32_t count = 0;
    for (uint32_t i = 0; i < gate->baseline.entries.len; i++) {
        const BaselineEntry *entry = &gate->baseline.entries.at[i];
        if (is_gone(gate, &syms, &checked, entry, failed) && count++ < SHOWN)
            fprintf(stderr, "flw: gone since the baseline: %s: %s [%s]\n",
                    entry->file, entry->title, entry->code);
    }
    if (count)
        fprintf(stderr,
                "flw: %u of the baseline no longer occur: "
                "--write-baseline %s drops what is gone\n",
                count, command_option(gate->input, "baseline"));
}

void gate_say(const Gate *gate, const Project *project)
{
    if (gate->unsaid)
        fprintf(stderr,
                "flw: %u more in files that stand on no change since `%s`\n",
                gate->unsaid, command_option(gate->input, "since"));
    if (command_given(gate->input, "baseline"))
        say_gone(gate, project);
}

bool gate_write(Gate *gate, const Project *project)
{
    Arena *arena = gate->input->arena;
    const Diags *diags = &project->session.diags;
    const char *path = command_option(gate->input, "write-baseline");
    const char *why = NULL;
    Buf out = {.arena = arena};
    if (diags->dropped) {
        fprintf(stderr, "flw: %u are too many for a baseline\n",
                diags->at.len + diags->dropped);
        return false;
    }
    baseline_write(&out, diags, &gate->prints);
    if (!file_write(arena, path, (FileText){out.at, out.len}, &why)) {
        fprintf(stderr, "flw: cannot write the baseline `%s`: %s\n", path, why);
        return false;
    }
    fprintf(stderr, "wrote %s: %u known\n", path, diags->at.len);
    return true;
}
