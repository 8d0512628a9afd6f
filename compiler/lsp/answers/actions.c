/* actions.c - code actions; the fixes of diagnostics, one by one and all at
 * once. */
#include <string.h>

#include "compiler/lsp/answers/action.h"
#include "compiler/lsp/answers/answers.h"

/* `source` wants `source.organizeImports`, too. */
static bool is_within(const char *kind, const char *wanted)
{
    size_t len = strlen(wanted);
    return strncmp(kind, wanted, len) == 0 &&
           (kind[len] == '\0' || kind[len] == '.' || len == 0);
}

bool action_wanted(const Request *request, const char *kind)
{
    const Json *only =
        json_member(json_member(request->params, "context"), "only");
    if (!only || only->kind != JSON_ARRAY)
        return true;
    for (const Json *one = only->first; one; one = one->next)
        if (json_text(one) && is_within(kind, json_text(one)))
            return true;
    return false;
}

void action_edit(const Site *site, Action *action, Span span, const char *text)
{
    vec_push(site->request->arena, &action->edits, ((DiagEdit){span, text}));
}

void action_put(const Site *site, const Action *action)
{
    Request *request = site->request;
    JsonOut *out = request->out;
    json_open(out, '{');
    put_text(out, "title", action->title);
    put_text(out, "kind", action->kind);
    if (action->preferred)
        put_yes(out, "isPreferred");
    json_name(out, "edit");
    edits_begin(request);
    edits_begin_file(request, site->focus->document->uri);
    for (uint32_t i = 0; i < action->edits.len; i++)
        put_edit(request, action->edits.at[i].span, action->edits.at[i].text);
    edits_end_file(request);
    edits_end(request);
    json_close(out, '}');
}

/* ---- fixes ---- */

static bool touches(Span left, Span right)
{
    return left.start <= right.end && right.start <= left.end;
}

/* Fixes that reach into other files are left to `flw fix`. */
static bool is_local(const Source *source, const DiagFix *fix)
{
    for (uint32_t i = 0; i < fix->edits.len; i++) {
        Span span = fix->edits.at[i].span;
        if (span.start < source->base || span.end > source->base + source->len)
            return false;
    }
    return fix->edits.len > 0;
}

static void put_fixes(const Site *site, const Diag *diag)
{
    for (uint32_t i = 0; i < diag->fixes.len; i++) {
        const DiagFix *fix = diag->fixes.at[i];
        Action action = {fix->title, "quickfix", fix->kind == FIX_SAFE, {0}};
        if (!is_local(site->focus->source, fix))
            continue;
        for (uint32_t j = 0; j < fix->edits.len; j++)
            action_edit(site, &action, fix->edits.at[j].span,
                        fix->edits.at[j].text);
        action_put(site, &action);
    }
}

/* The sure ones of the whole document, where they do not overlap. */
static void put_all(const Site *site)
{
    const Diags *diags = &site->request->session->diags;
    Action action = {"apply every sure fix", "source.fixAll.flw", false, {0}};
    uint32_t last = 0;
    for (uint32_t i = 0; i < diags->at.len; i++) {
        const Diag *diag = diags->at.at[i];
        const DiagFix *fix = diag->fixes.len ? diag->fixes.at[0] : NULL;
        if (!fix || fix->kind != FIX_SAFE || fix->edits.len != 1 ||
            !is_local(site->focus->source, fix) ||
            fix->edits.at[0].span.start < last)
            continue;
        last = fix->edits.at[0].span.end + 1;
        action_edit(site, &action, fix->edits.at[0].span,
                    fix->edits.at[0].text);
    }
    if (action.edits.len > 0)
        action_put(site, &action);
}

void answer_actions(Request *request)
{
    Focus focus;
    Site site = {.request = request, .focus = &focus};
    bool there =
        request_document(request, &focus) &&
        request_span(request, &focus, json_member(request->params, "range"),
                     &site.range);
    json_open(request->out, '[');
    if (there && action_wanted(request, "quickfix")) {
        const Diags *diags = &request->session->diags;
        for (uint32_t i = 0; i < diags->at.len; i++)
            if (touches(diags->at.at[i]->span, site.range))
                put_fixes(&site, diags->at.at[i]);
        actions_missing(&site);
    }
    if (there && action_wanted(request, "refactor.extract"))
        actions_extract(&site);
    if (there && action_wanted(request, "source.fixAll.flw"))
        put_all(&site);
    if (there && action_wanted(request, "source.organizeImports"))
        actions_imports(&site);
    json_close(request->out, ']');
}
