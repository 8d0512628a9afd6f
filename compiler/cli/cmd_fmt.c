/* cmd_fmt.c - flw fmt: sources in flw's one style. */
#include <stdio.h>
#include <string.h>

#include "base/diag_text.h"
#include "base/diff.h"
#include "base/file.h"
#include "base/shown.h"
#include "compiler/cli/command.h"
#include "compiler/cli/terminal.h"
#include "compiler/session/flw_files.h"
#include "grammar/format/format.h"
#include "grammar/parse.h"

typedef enum FmtEnd {
    FMT_SAME,    /* it was so already */
    FMT_CHANGED, /* written, or with --check or --diff: would be */
    FMT_WRONG,   /* a syntax error */
    FMT_FAILED   /* it could not be read or written */
} FmtEnd;

static FmtEnd fail(Arena *arena, const char *verb, const char *path,
                   const char *why)
{
    Buf shown = {.arena = arena};
    shown_add(&shown, path, strlen(path));
    fprintf(stderr, "flw fmt: cannot %s `%s`: %s\n", verb, buf_string(&shown),
            why);
    return FMT_FAILED;
}

static FmtEnd say_wrong(const CommandInput *input, Arena *arena,
                        const Sources *sources, Diags *diags)
{
    DiagStyle style = {.colour = terminal_colour(input, stderr),
                       .width = terminal_width(stderr)};
    Buf out = {.arena = arena};
    diags_sort(diags);
    diag_text(&out, diags, sources, &style);
    fwrite(buf_string(&out), 1, out.len, stderr);
    return FMT_WRONG;
}

/* The text formatted; FMT_SAME or FMT_CHANGED when it could be. */
static FmtEnd format(const CommandInput *input, Arena *arena, const char *path,
                     FileText text, FileText *made)
{
    Sources sources;
    Diags diags;
    SymTable syms;
    Buf out = {.arena = arena};
    sources_init(&sources, arena);
    diags_init(&diags, arena);
    sym_table_init(&syms, arena);
    Source *source = sources_add(&sources, path, text.text, (uint32_t)text.len);
    Module *module = parse_source(arena, &syms, &diags, source);
    if (module->failed || diags.errors)
        return say_wrong(input, arena, &sources, &diags);
    if (!format_source(&out, source, module))
        return fail(arena, "format", path,
                    "the result would not be the same program; that is a bug "
                    "in flw, and the file is as it was");
    *made = (FileText){buf_string(&out), out.len};
    bool same =
        made->len == text.len && memcmp(made->text, text.text, text.len) == 0;
    return same ? FMT_SAME : FMT_CHANGED;
}

static void show_diff(Arena *arena, const char *path, FileText old,
                      FileText new)
{
    Buf out = {.arena = arena};
    diff_unified(&out, path, old, new);
    fwrite(buf_string(&out), 1, out.len, stdout);
}

static FmtEnd format_file(const CommandInput *input, const char *path)
{
    Arena arena = {0};
    FileText text, made;
    const char *why = NULL;
    FmtEnd end;
    if (!file_read(&arena, path, SOURCE_MAX, &text, &why))
        end = fail(&arena, "read", path, why);
    else
        end = format(input, &arena, path, text, &made);
    if (end == FMT_CHANGED && command_given(input, "diff"))
        show_diff(&arena, path, text, made);
    else if (end == FMT_CHANGED && command_given(input, "check"))
        printf("%s\n", path);
    else if (end == FMT_CHANGED && !file_write(&arena, path, made, &why))
        end = fail(&arena, "write", path, why);
    arena_release(&arena);
    return end;
}

static FmtEnd format_input(const CommandInput *input)
{
    const char *name = command_option(input, "stdin-filename");
    const char *path = name ? name : "<stdin>";
    const char *why = NULL;
    FileText text, made;
    if (!file_read_from(input->arena, 0, SOURCE_MAX, &text, &why))
        return fail(input->arena, "read", path, why);
    FmtEnd end = format(input, input->arena, path, text, &made);
    if (end > FMT_CHANGED)
        return end;
    if (command_given(input, "diff"))
        show_diff(input->arena, path, text, made);
    else if (!command_given(input, "check"))
        fwrite(made.text, 1, made.len, stdout);
    else if (end == FMT_CHANGED)
        printf("%s\n", path);
    return end;
}

static bool find_files(const CommandInput *input, FlwFiles *files)
{
    static const char *const here[] = {"."};
    const char *const *words = input->word_count ? input->words : here;
    size_t n = input->word_count ? input->word_count : 1;
    for (size_t i = 0; i < n; i++) {
        uint32_t before = files->len;
        if (!path_is_folder(words[i]))
            vec_push(input->arena, files, words[i]);
        else
            flw_files_below(input->arena, words[i], files, files);
        if (files->len > before)
            continue;
        fprintf(stderr, "flw fmt: there is no .flw file below `%s`\n",
                words[i]);
        return false;
    }
    return true;
}

static int status_of(const CommandInput *input, const uint32_t *ends)
{
    bool asks = command_given(input, "check") || command_given(input, "diff");
    if (ends[FMT_FAILED])
        return EXIT_USAGE;
    return ends[FMT_WRONG] || (asks && ends[FMT_CHANGED]) ? EXIT_WRONG
                                                          : EXIT_FINE;
}

static int run_fmt(const CommandInput *input)
{
    uint32_t ends[FMT_FAILED + 1] = {0};
    FlwFiles files = {0};
    if (input->word_count == 1 && strcmp(input->words[0], "-") == 0) {
        ends[format_input(input)]++;
        return status_of(input, ends);
    }
    if (!find_files(input, &files))
        return EXIT_USAGE;
    for (uint32_t i = 0; i < files.len; i++)
        ends[format_file(input, files.at[i])]++;
    bool asks = command_given(input, "check") || command_given(input, "diff");
    if (ends[FMT_CHANGED] && !command_given(input, "quiet"))
        fprintf(stderr, "%u of %u files %s\n", ends[FMT_CHANGED], files.len,
                asks ? "are not in flw's style" : "formatted");
    return status_of(input, ends);
}

static const Option options[] = {
    {"check", 0, NULL, NULL, "write nothing; list files that would change"},
    {"diff", 0, NULL, NULL, "write nothing; show what would change"},
    {"stdin-filename", 0, "PATH", NULL, "what `-` is called"},
    {"color", 0, "WHEN", "auto|always|never", "colour in diagnostics"},
    {"quiet", 'q', NULL, NULL, "do not say how many files changed"},
    {0},
};

const Command cmd_fmt = {
    .name = "fmt",
    .summary = "lay sources out in flw's one style",
    .usage = "[OPTIONS] [PATH...|-]",
    .text =
        "Formats every file named and every .flw file below every folder\n"
        "named; without a path: this folder. `-` formats standard input\n"
        "to standard output. There is one style and no option for it.\n"
        "Comments stay, and the program stays the same. A file with a\n"
        "syntax error is left alone. Exit status: 0 fine, 1 a syntax error,\n"
        "or with --check or --diff: something would change, 2 a path could\n"
        "not be read or written.\n",
    .options = options,
    .run = run_fmt,
};
