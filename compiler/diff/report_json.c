/* report_json.c - a comparison as programs read it. */
#include "base/json_out.h"
#include "compiler/diff/report.h"

static void put_text(JsonOut *out, const char *name, const char *text)
{
    if (!text)
        return;
    json_name(out, name);
    json_put_string(out, text);
}

static void put_number(JsonOut *out, const char *name, uint32_t number)
{
    json_name(out, name);
    json_put_int64(out, number);
}

static void put_counts(JsonOut *out, const uint32_t *counts)
{
    for (int class = CLASS_BREAKING; class >= CLASS_SAFE; class --)
        put_number(out, class_name((ChangeClass) class), counts[class]);
}

static void put_place(JsonOut *out, const Comparison *comparison,
                      const Change *change)
{
    ReportPlace place = report_place(comparison, change);
    if (!place.path)
        return;
    json_name(out, "place");
    json_open(out, '{');
    put_text(out, "side", change->is_old ? "old" : "new");
    put_text(out, "path", place.path);
    put_number(out, "line", place.start.line);
    put_number(out, "column", place.start.column);
    put_number(out, "end_line", place.end.line);
    put_number(out, "end_column", place.end.column);
    json_close(out, '}');
}

static void put_change(JsonOut *out, const Comparison *comparison,
                       const Change *change)
{
    json_open(out, '{');
    put_text(out, "code", change->rule->code);
    put_text(out, "class", class_name(rule_class(change->rule)));
    put_text(out, "step", step_name(change->rule->step));
    put_text(out, "title", change->title);
    if (change->variable)
        put_text(out, change->direction == DIRECTION_OUT ? "output" : "input",
                 change->variable);
    put_text(out, "was", change->was);
    put_text(out, "now", change->now);
    put_text(out, "why", change->rule->why);
    put_text(out, "advice",
             *change->rule->advice ? change->rule->advice : NULL);
    put_place(out, comparison, change);
    json_close(out, '}');
}

static void put_entity(JsonOut *out, const Comparison *comparison,
                       const EntityChanges *entity, ChangeClass least)
{
    json_open(out, '{');
    put_text(out, "kind", report_kind(entity));
    put_text(out, "name", entity->name);
    put_text(out, "old_name", entity->old_name);
    put_counts(out, entity->counts);
    json_name(out, "changes");
    json_open(out, '[');
    for (uint32_t i = 0; i < entity->changes.len; i++)
        if (rule_class(entity->changes.at[i].rule) >= least)
            put_change(out, comparison, &entity->changes.at[i]);
    json_close(out, ']');
    json_close(out, '}');
}

void report_json(Buf *out, const Comparison *comparison, ChangeClass least)
{
    JsonOut json = {.buf = out, .indented = true};
    json_open(&json, '{');
    put_number(&json, "version", 1);
    put_text(&json, "old", comparison->old.label);
    put_text(&json, "new", comparison->new.label);
    put_text(&json, "step", step_name(comparison->step));
    put_counts(&json, comparison->counts);
    json_name(&json, "entities");
    json_open(&json, '[');
    for (uint32_t i = 0; i < comparison->entities.len; i++)
        if (report_has(comparison->entities.at[i], least))
            put_entity(&json, comparison, comparison->entities.at[i], least);
    json_close(&json, ']');
    json_close(&json, '}');
    buf_char(out, '\n');
}
