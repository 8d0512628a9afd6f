/* report_text.c - a comparison as people read it. */
#include <string.h>

#include "base/diag_pen.h"
#include "compiler/diff/report.h"

typedef struct TextReport {
    Pen pen;
    const Comparison *comparison;
    ChangeClass least;
    bool said[RULE_COUNT]; /* why, and what to do */
} TextReport;

static Ink ink_of(ChangeClass class)
{
    return class == CLASS_BREAKING ? INK_ERROR
           : class == CLASS_RISKY  ? INK_WARNING
                                   : INK_NOTE;
}

static void put(TextReport *report, const char *text)
{
    pen_text(&report->pen, INK_PLAIN, text);
}

static void put_line(TextReport *report, const char *word, Ink ink,
                     const char *text)
{
    if (!text || !*text)
        return;
    pen_text(&report->pen, ink, word);
    pen_words(&report->pen, INK_PLAIN, text);
    put(report, "\n");
}

static bool is_said(TextReport *report, const Rule *rule)
{
    size_t index = (size_t)(rule - rule_at((RuleId)0));
    bool said = report->said[index];
    report->said[index] = true;
    return said;
}

static void put_place(TextReport *report, const Change *change,
                      const char *indent)
{
    ReportPlace place = report_place(report->comparison, change);
    if (!place.path)
        return;
    put(report, indent);
    pen_text(&report->pen, INK_GUTTER, "--> ");
    pen_words(&report->pen, INK_PLAIN, place.path);
    put(report,
        arena_print(report->comparison->arena, ":%u:%u%s\n", place.start.line,
                    place.start.column, change->is_old ? " (old)" : ""));
}

/* What is safe needs no more than a line. */
static void put_safe_sides(TextReport *report, const Change *change)
{
    bool both = change->was && change->now;
    if (change->was || change->now)
        put(report, both || change->now ? ": " : ": it was ");
    if (change->was)
        pen_words(&report->pen, INK_OLD, change->was);
    put(report, both ? " -> " : "");
    if (change->now)
        pen_words(&report->pen, INK_NEW, change->now);
    put(report, "\n");
}

static void put_change(TextReport *report, const Change *change)
{
    ChangeClass class = rule_class(change->rule);
    put(report, "  ");
    pen_text(&report->pen, ink_of(class),
             arena_print(report->comparison->arena, "%s[%s]", class_name(class),
                         change->rule->code));
    put(report, ": ");
    pen_words(&report->pen, class == CLASS_SAFE ? INK_PLAIN : INK_TITLE,
              change->title);
    if (class == CLASS_SAFE) {
        put_safe_sides(report, change);
        return;
    }
    put(report, "\n");
    if (change->variable)
        put_place(report, change, "    ");
    put_line(report, "    was: ", INK_OLD, change->was);
    put_line(report, "    now: ", INK_NEW, change->now);
    if (is_said(report, change->rule))
        return;
    put_line(report, "    why: ", INK_NOTE, change->rule->why);
    put_line(report, "    do:  ", INK_HELP, change->rule->advice);
}

static void put_entity(TextReport *report, const EntityChanges *entity)
{
    put(report, report_kind(entity));
    put(report, *entity->name ? " " : "");
    pen_words(&report->pen, INK_TITLE, entity->name);
    if (entity->old_name) {
        put(report, " (was ");
        pen_words(&report->pen, INK_PLAIN, entity->old_name);
        put(report, ")");
    }
    put(report, "\n");
    const Change *first = &entity->changes.at[0];
    Change whole = *first;
    if (!whole.variable)
        put_place(report, &whole, "  ");
    for (uint32_t i = 0; i < entity->changes.len; i++)
        if (rule_class(entity->changes.at[i].rule) >= report->least)
            put_change(report, &entity->changes.at[i]);
    put(report, "\n");
}

static void put_summary(TextReport *report)
{
    const Comparison *comparison = report->comparison;
    if (comparison->step == STEP_NONE) {
        put(report, "no changes\n");
        return;
    }
    put(report, report_counts(comparison));
    put(report, "\nnext version: ");
    pen_text(&report->pen, INK_TITLE, step_name(comparison->step));
    put(report, "\n");
}

void report_text(Buf *out, const Comparison *comparison, ChangeClass least,
                 bool colour)
{
    TextReport report = {.pen = {.out = out, .colour = colour},
                         .comparison = comparison,
                         .least = least};
    for (uint32_t i = 0; i < comparison->entities.len; i++)
        if (report_has(comparison->entities.at[i], least))
            put_entity(&report, comparison->entities.at[i]);
    put_summary(&report);
}
