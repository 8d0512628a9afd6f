/* report_markdown.c - a comparison as a comment on a pull request.
 *
 * Titles have the names of packages in backquotes, made safe where they were
 * written; what a side was goes between as many backquotes as it needs. */
#include <string.h>

#include "base/shown.h"
#include "compiler/diff/report.h"

enum { SIDE_MAX = 300 }; /* bytes of what was, and is */

static const char *mark_of(ChangeClass class)
{
    return class == CLASS_BREAKING ? ":x:"
           : class == CLASS_RISKY  ? ":warning:"
                                   : ":white_check_mark:";
}

static size_t longest_ticks(const char *text)
{
    size_t longest = 0;
    for (const char *at = text; *at;) {
        size_t run = strspn(at, "`");
        longest = run > longest ? run : longest;
        at += run ? run : 1;
    }
    return longest;
}

/* On one line, not endless, within backquotes that it does not end. */
static void put_code(Buf *out, const char *text)
{
    Buf shown = {.arena = out->arena};
    size_t len = strlen(text);
    size_t cut = len > SIDE_MAX ? SIDE_MAX : len;
    while (cut < len && cut && ((unsigned char)text[cut] & 0xC0) == 0x80)
        cut--;
    shown_add(&shown, text, cut);
    if (cut < len)
        buf_text(&shown, "...");
    size_t ticks = longest_ticks(buf_string(&shown)) + 1;
    buf_fill(out, '`', ticks);
    buf_text(out, ticks > 1 ? " " : "");
    buf_text(out, shown.len ? buf_string(&shown) : " ");
    buf_text(out, ticks > 1 ? " " : "");
    buf_fill(out, '`', ticks);
}

static void put_html(Buf *out, const char *text)
{
    Buf shown = {.arena = out->arena};
    shown_add(&shown, text, strlen(text));
    buf_text(out, "<code>");
    for (const char *c = buf_string(&shown); *c; c++)
        if (*c == '<' || *c == '>' || *c == '&' || *c == '`')
            buf_print(out, "&#%d;", *c);
        else
            buf_char(out, *c);
    buf_text(out, "</code>");
}

static void put_sides(Buf *out, const Change *change)
{
    if (!change->was && !change->now)
        return;
    buf_text(out, "  - ");
    if (change->was) {
        buf_text(out, "was ");
        put_code(out, change->was);
    }
    buf_text(out, change->was && change->now ? ", " : "");
    if (change->now) {
        buf_text(out, "now ");
        put_code(out, change->now);
    }
    buf_char(out, '\n');
}

static void put_change(Buf *out, const Comparison *comparison,
                       const Change *change)
{
    ChangeClass class = rule_class(change->rule);
    ReportPlace place = report_place(comparison, change);
    buf_print(out, "- %s **%s** %s", mark_of(class), change->rule->code,
              change->title);
    if (place.path) {
        buf_text(out, " (");
        put_code(out, arena_print(out->arena, "%s:%u", place.path,
                                  place.start.line));
        buf_char(out, ')');
    }
    buf_char(out, '\n');
    put_sides(out, change);
    if (class == CLASS_SAFE)
        return;
    buf_print(out, "  - %s\n", change->rule->why);
    if (*change->rule->advice)
        buf_print(out, "  - **Do:** %s\n", change->rule->advice);
}

static void put_counts(Buf *out, const uint32_t *counts)
{
    bool any = false;
    for (int class = CLASS_BREAKING; class >= CLASS_SAFE; class --) {
        if (!counts[class])
            continue;
        buf_print(out, "%s%u %s", any ? ", " : "", counts[class],
                  class_name((ChangeClass) class));
        any = true;
    }
}

/* Open where it breaks something. */
static void put_entity(Buf *out, const Comparison *comparison,
                       const EntityChanges *entity, ChangeClass least)
{
    buf_print(out, "<details%s>\n<summary>%s ",
              entity->counts[CLASS_BREAKING] ? " open" : "",
              report_kind(entity));
    if (*entity->name)
        put_html(out, entity->name);
    buf_text(out, ": ");
    put_counts(out, entity->counts);
    buf_text(out, "</summary>\n\n");
    for (uint32_t i = 0; i < entity->changes.len; i++)
        if (rule_class(entity->changes.at[i].rule) >= least)
            put_change(out, comparison, &entity->changes.at[i]);
    buf_text(out, "\n</details>\n");
}

static void put_head(Buf *out, const Comparison *comparison)
{
    buf_text(out, "### flw diff: ");
    put_code(out, comparison->old.label);
    buf_text(out, " to ");
    put_code(out, comparison->new.label);
    if (comparison->step == STEP_NONE) {
        buf_text(out, "\n\nNo changes.\n");
        return;
    }
    buf_print(out, "\n\n**Next version: %s** (%s).\n\n",
              step_name(comparison->step), report_counts(comparison));
}

/* An entity is there as a whole or not at all. */
void report_markdown(Buf *out, const Comparison *comparison, ChangeClass least)
{
    uint32_t left = 0;
    put_head(out, comparison);
    for (uint32_t i = 0; i < comparison->entities.len; i++) {
        const EntityChanges *entity = comparison->entities.at[i];
        Buf one = {.arena = out->arena};
        if (!report_has(entity, least))
            continue;
        if (!left)
            put_entity(&one, comparison, entity, least);
        if (left || out->len + one.len > REPORT_MARKDOWN_MAX)
            left++;
        else
            buf_add(out, buf_string(&one), one.len);
    }
    if (left)
        buf_print(out, "\n%u more %s changed: see the log of the job.\n", left,
                  left == 1 ? "entity has" : "entities have");
}
