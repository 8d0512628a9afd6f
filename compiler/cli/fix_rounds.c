/* fix_rounds.c - sure fixes applied, round by round, to texts in memory. */
#include "compiler/cli/fix_rounds.h"

#include <stdio.h>
#include <string.h>

#include "base/fixes.h"
#include "compiler/cli/lint_choice.h"
#include "compiler/cli/package_make.h"
#include "grammar/parse.h"

/* ---- texts, as far as they are fixed ---- */

static const Sym *key_of(FixRounds *rounds, const char *path)
{
    return sym_of(&rounds->syms, path);
}

/* Each file is read once, so that all rounds are about one state of it. */
static bool read_text(void *context, Arena *arena, const char *path,
                      SessionText *out)
{
    FixRounds *rounds = context;
    FixFile *file = map_find(&rounds->files, key_of(rounds, path));
    (void)arena;
    if (!file) {
        FileText text = {0};
        if (!file_read(rounds->arena, path, SOURCE_MAX, &text, &out->why))
            return false;
        file = arena_new(rounds->arena, FixFile);
        file->path = arena_copy(rounds->arena, path, strlen(path));
        file->old = file->now = text;
        map_put(rounds->arena, &rounds->files, key_of(rounds, path), file);
    }
    out->text = file->now.text;
    out->len = file->now.len;
    return true;
}

static bool read_standard(FixRounds *rounds)
{
    const char *why = NULL;
    bool wanted = false;
    for (size_t i = 0; i < rounds->input->word_count; i++)
        wanted |= strcmp(rounds->input->words[i], "-") == 0;
    if (!wanted)
        return true;
    FixFile *file = &rounds->standard;
    rounds->has_standard = true;
    if (!file_read_from(rounds->arena, 0, SOURCE_MAX, &file->old, &why)) {
        fprintf(stderr, "flw: cannot read standard input: %s\n", why);
        return false;
    }
    file->now = file->old;
    return true;
}

/* ---- one round ---- */

static bool open_round(FixRounds *rounds, Project *project)
{
    ProjectTexts texts = {.files = &rounds->reader,
                          .input = rounds->has_standard ? &rounds->standard.now
                                                        : NULL};
    if (!project_open_texts(rounds->input, &texts, project))
        return false;
    Session *session = &project->session;
    project_check(project);
    package_check(session, project->modules.at, project->modules.len, false);
    lint_choose(rounds->input, session, command_given(rounds->input, "lint"));
    return true;
}

typedef struct Round {
    FixRounds *rounds;
    const Project *project;
    Map files; /* Source -> FixFile: those that may be changed */
} Round;

static void find_files(Round *round)
{
    const Project *project = round->project;
    FixRounds *rounds = round->rounds;
    for (uint32_t i = 0; i < project->modules.len; i++) {
        const Module *module = project->modules.at[i];
        FixFile *file = module->path ? map_find(&rounds->files,
                                                key_of(rounds, module->path))
                                     : NULL;
        if (!file && rounds->has_standard)
            file = &rounds->standard;
        if (file && !file->stuck)
            map_put(rounds->arena, &round->files, module->source, file);
    }
}

static bool may_change(const void *context, const Source *source)
{
    const Round *round = context;
    return map_find(&round->files, source) != NULL;
}

static bool is_wanted(const void *context, const Diag *diag)
{
    const Round *round = context;
    const CommandInput *input = round->rounds->input;
    const char *code;
    if (!command_given(input, "only"))
        return true;
    for (uint32_t at = 0; (code = command_next(input, "only", &at));)
        if (strcmp(code, diag->code) == 0)
            return true;
    return false;
}

/* Does the text still parse, if it did? */
static bool is_sound(const Source *source, FileText text, bool did_parse)
{
    Arena scratch = {0};
    Sources sources;
    Diags diags;
    SymTable syms;
    sources_init(&sources, &scratch);
    diags_init(&diags, &scratch);
    sym_table_init(&syms, &scratch);
    Source *fixed =
        sources_add(&sources, source->path, text.text, (uint32_t)text.len);
    parse_source(&scratch, &syms, &diags, fixed);
    bool parses = diags.errors == 0;
    arena_release(&scratch);
    return parses || !did_parse;
}

static void note_done(FixRounds *rounds, const Project *project,
                      const FixTaken *taken)
{
    const Source *source =
        sources_find(&project->session.sources, taken->diag->span.start);
    Arena *arena = rounds->arena;
    FixDone done = {
        .shown = arena_copy(arena, source->path, strlen(source->path)),
        .place = source_place((Source *)source, taken->diag->span.start),
        .code = arena_copy(arena, taken->diag->code, strlen(taken->diag->code)),
        .title =
            arena_copy(arena, taken->fix->title, strlen(taken->fix->title))};
    vec_push(arena, &rounds->done, done);
}

/* True: the source has another text now. */
static bool change(FixRounds *rounds, const Fixes *fixes, const Module *module,
                   FixFile *file)
{
    FileText text;
    if (!fixes_apply(fixes, module->source, &text))
        return false;
    if (text.len > SOURCE_MAX ||
        !is_sound(module->source, text, !module->failed)) {
        file->stuck = true;
        return false;
    }
    const char *shown = module->source->path;
    file->shown = arena_copy(rounds->arena, shown, strlen(shown));
    file->now = text;
    file->changed = true;
    return true;
}

/* A fix counts once all of the sources that it changes have changed. */
static bool is_made(const Round *round, const FixTaken *taken)
{
    const Sources *sources = &round->project->session.sources;
    for (uint32_t i = 0; i < taken->fix->edits.len; i++) {
        const FixFile *file =
            map_find(&round->files,
                     sources_find(sources, taken->fix->edits.at[i].span.start));
        if (file->stuck)
            return false;
    }
    return true;
}

/* False: there was nothing to be fixed. */
static bool fix_once(FixRounds *rounds, const Project *project)
{
    Round round = {.rounds = rounds, .project = project};
    Fixes fixes = {.arena = rounds->arena,
                   .sources = &project->session.sources,
                   .wants = is_wanted,
                   .may_change = may_change,
                   .context = &round};
    bool changed = false;
    find_files(&round);
    fixes_choose(&fixes, &project->session.diags);
    for (uint32_t i = 0; i < project->modules.len; i++) {
        const Module *module = project->modules.at[i];
        FixFile *file = map_find(&round.files, module->source);
        if (file && change(rounds, &fixes, module, file))
            changed = true;
    }
    for (uint32_t i = 0; changed && i < fixes.taken.len; i++)
        if (is_made(&round, &fixes.taken.at[i]))
            note_done(rounds, project, &fixes.taken.at[i]);
    return changed;
}

bool fix_rounds(FixRounds *rounds, Project *project)
{
    *project = (Project){0};
    rounds->reader = (SessionFiles){read_text, rounds};
    sym_table_init(&rounds->syms, rounds->arena);
    if (!read_standard(rounds))
        return false;
    for (int i = 0;; i++) {
        if (!open_round(rounds, project))
            return false;
        if (i == FIX_ROUNDS_MAX || !fix_once(rounds, project))
            return true;
        project_close(project);
    }
}
