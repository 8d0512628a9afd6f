/* commented.c - flw fmt on programs with comments in every place:
 * commented SEED FILE...
 *
 * Comments are put before every word at once, before a random third of them,
 * and before single ones. Each such program is formatted; again changes
 * nothing; no comment is lost or moved past another; and the package that is
 * built stays the same to the byte. Prints what failed and "N programs, M
 * failed". */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "compiler/emit/emit.h"
#include "compiler/plan/make.h"
#include "compiler/session/session.h"
#include "grammar/format/format.h"
#include "grammar/parse.h"
#include "grammar/scan.h"
#include "spec/package.h"

enum { THIRDS = 2, SINGLES = 6, ALL = 1, DIGEST = 2 * HASH_SHA256_SIZE + 1 };

typedef struct Trial {
    Arena *arena;
    const char *path;
    uint64_t dice;
    uint32_t number; /* of the next comment */
    unsigned tried;
    unsigned failed;
} Trial;

static uint32_t roll(Trial *trial, uint32_t sides)
{
    trial->dice = trial->dice * 6364136223846793005U + 1442695040888963407U;
    return (uint32_t)(trial->dice >> 33) % sides;
}

/* ---- a program with comments ---- */

/* Behind the word before, on lines of their own, with blank lines, with what
 * looks like a program, a text or another alphabet. */
static void add_comment(Trial *trial, Buf *out)
{
    static const char *const forms[] = {
        " # c%u\n",
        "\n# c%u\n",
        "# c%u\n",
        "\n\n  # c%u\n\n\n",
        "\n# c%u\n# again\n",
        " #c%u ) ] } \"\"\" {x}\n",
        "\n\t#  c%u   \n",
        " # c%u \xE2\x86\x92 \xF0\x9F\x98\x80\n",
        "\n#\n# c%u\n#\n",
        " #! c%u, task f() -> ()\n"};
    uint32_t count = sizeof(forms) / sizeof(*forms);
    char text[80];
    const char *form = forms[roll(trial, count)];
    const char *at = strstr(form, "%u");
    snprintf(text, sizeof(text), "%.*s%u%s", (int)(at - form), form,
             trial->number++, at + 2);
    buf_text(out, text);
}

static void scan_text(Arena *arena, const Source *source, Tokens *tokens)
{
    Diags diags;
    diags_init(&diags, arena);
    scan_source(arena, &diags, source, tokens);
}

static Source *source_of(Arena *arena, Sources *sources, FileText text)
{
    sources_init(sources, arena);
    return sources_add(sources, "x.flw", text.text, (uint32_t)text.len);
}

/* Comments before one word in `share`, but only the one at `single` if that is
 * not UINT32_MAX. */
static FileText commented(Trial *trial, FileText text, uint32_t share,
                          uint32_t single)
{
    Sources sources;
    Tokens tokens = {0};
    Source *source = source_of(trial->arena, &sources, text);
    scan_text(trial->arena, source, &tokens);
    Buf out = {.arena = trial->arena};
    uint32_t done = source->base;
    for (uint32_t i = 0; i < tokens.at.len; i++) {
        uint32_t start = tokens.at.at[i].start;
        buf_add(&out, text.text + (done - source->base), start - done);
        done = start;
        if (single == UINT32_MAX ? roll(trial, share) == 0 : i == single)
            add_comment(trial, &out);
    }
    buf_add(&out, text.text + (done - source->base),
            text.len - (done - source->base));
    return (FileText){buf_string(&out), out.len};
}

static uint32_t count_words(Trial *trial, FileText text)
{
    Sources sources;
    Tokens tokens = {0};
    scan_text(trial->arena, source_of(trial->arena, &sources, text), &tokens);
    return tokens.at.len;
}

/* ---- what is asked of it ---- */

/* All comments, a line each, without the blanks at their ends. */
static const char *comments_of(Arena *arena, FileText text)
{
    Sources sources;
    Tokens tokens = {0};
    Source *source = source_of(arena, &sources, text);
    scan_text(arena, source, &tokens);
    Buf out = {.arena = arena};
    for (uint32_t i = 0; i < tokens.trivia.len; i++) {
        const Trivia *trivia = &tokens.trivia.at[i];
        if (trivia->kind == TRIVIA_BLANK)
            continue;
        const char *from = source->text + (trivia->start - source->base);
        size_t len = trivia->end - trivia->start;
        while (len && strchr(" \t\r\n", from[len - 1]))
            len--;
        buf_add(&out, from, len);
        buf_char(&out, '\n');
    }
    return buf_string(&out);
}

static bool format_text(Arena *arena, FileText text, FileText *out)
{
    Sources sources;
    Diags diags;
    SymTable syms;
    Source *source = source_of(arena, &sources, text);
    diags_init(&diags, arena);
    sym_table_init(&syms, arena);
    Module *module = parse_source(arena, &syms, &diags, source);
    Buf made = {.arena = arena};
    if (module->failed || diags.errors || !format_source(&made, source, module))
        return false;
    *out = (FileText){buf_string(&made), made.len};
    return true;
}

/* False: it is no program that can be built. */
static bool digest_of(const Trial *trial, FileText text, char hex[DIGEST])
{
    Session session;
    session_init(&session, NULL, NULL);
    Module *module =
        session_add_text(&session, trial->path, text.text, text.len);
    session_check(&session);
    Package package = {.arena = &session.arena};
    if (module && !session_failed(&session)) {
        const Plan *plan = plan_make(&session, &module, 1);
        EmitInput input = {&session.arena, &session.diags, "0"};
        if (!session_failed(&session))
            emit_plan(&input, plan, &package);
    }
    bool fine = !session_failed(&session);
    if (fine)
        package_digest(&package, hex);
    session_release(&session);
    return fine;
}

static const char *fault_of(const Trial *trial, FileText text,
                            const char *digest)
{
    Arena *arena = trial->arena;
    FileText once = {0};
    FileText twice = {0};
    char before[DIGEST];
    char after[DIGEST];
    if (!format_text(arena, text, &once))
        return "it cannot be formatted";
    if (!format_text(arena, once, &twice))
        return "what is formatted cannot be formatted";
    if (strcmp(once.text, twice.text) != 0)
        return "it changes when it is formatted again";
    if (strcmp(comments_of(arena, text), comments_of(arena, once)) != 0)
        return "its comments are not the same";
    if (!digest_of(trial, text, before))
        return "comments make it wrong";
    /* A comment with a blank line may part a description from what it is of. */
    if (strcmp(before, digest) != 0 && !strstr(text.text, "##"))
        return "comments change what it means";
    if (!digest_of(trial, once, after) || strcmp(before, after) != 0)
        return "it builds to other bytes when it is formatted";
    return NULL;
}

static void judge(Trial *trial, FileText text, const char *digest)
{
    enum { SHOWN = 3 };
    const char *fault = fault_of(trial, text, digest);
    trial->tried++;
    if (fault && trial->failed++ < SHOWN)
        printf("%s: %s\n--\n%s\n--\n", trial->path, fault, text.text);
}

static void judge_file(Trial *trial, const char *path)
{
    FileText text = {0};
    const char *why = NULL;
    char digest[DIGEST];
    trial->path = path;
    if (!file_read(trial->arena, path, SOURCE_MAX, &text, &why) ||
        !digest_of(trial, text, digest)) {
        printf("%s: not a program that builds\n", path);
        trial->failed++;
        return;
    }
    judge(trial, commented(trial, text, ALL, UINT32_MAX), digest);
    for (int i = 0; i < THIRDS; i++)
        judge(trial, commented(trial, text, 3, UINT32_MAX), digest);
    uint32_t words = count_words(trial, text);
    for (int i = 0; i < SINGLES; i++)
        judge(trial, commented(trial, text, 1, roll(trial, words)), digest);
}

int main(int argc, char **argv)
{
    if (argc < 3)
        return 2;
    Trial trial = {.dice = strtoull(argv[1], NULL, 10)};
    for (int i = 2; i < argc; i++) {
        Arena arena = {0};
        trial.arena = &arena;
        judge_file(&trial, argv[i]);
        arena_release(&arena);
    }
    printf("%u programs, %u failed\n", trial.tried, trial.failed);
    return trial.failed != 0;
}
