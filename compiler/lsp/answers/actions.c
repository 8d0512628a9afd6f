/* answer_actions.c - the fixes of diagnostics, one by one and all at once. */
#include "compiler/lsp/answers/answers.h"

static bool touches(Span left, Span right)
{
    return left.start <= right.end && right.start <= left.end;
}

static bool is_inside(const Source *source, Span span)
{
    return span.start >= source->base && span.end <= source->base + source->len;
}

/* Fixes that reach into other files are left to `flw fix`. */
static bool is_local(const Source *source, const DiagFix *fix)
{
    for (uint32_t i = 0; i < fix->edits.len; i++)
        if (!is_inside(source, fix->edits.at[i].span))
            return false;
    return fix->edits.len > 0;
}

static void open_action(Request *request, const Focus *focus, const char *title,
                        const char *kind)
{
    JsonOut *out = request->out;
    json_open(out, '{');
    put_text(out, "title", title);
    put_text(out, "kind", kind);
    json_name(out, "edit");
    json_open(out, '{');
    json_name(out, "changes");
    json_open(out, '{');
    json_name(out, focus->document->uri);
    json_open(out, '[');
}

static void close_action(Request *request)
{
    json_close(request->out, ']');
    json_close(request->out, '}');
    json_close(request->out, '}');
    json_close(request->out, '}');
}

static void put_fixes(Request *request, const Focus *focus, const Diag *diag)
{
    for (uint32_t i = 0; i < diag->fixes.len; i++) {
        const DiagFix *fix = diag->fixes.at[i];
        if (!is_local(focus->source, fix))
            continue;
        open_action(request, focus, fix->title, "quickfix");
        for (uint32_t j = 0; j < fix->edits.len; j++)
            put_edit(request, fix->edits.at[j].span, fix->edits.at[j].text);
        close_action(request);
    }
}

/* The sure ones of the whole document, where they do not overlap. */
static void put_all(Request *request, const Focus *focus)
{
    const Diags *diags = &request->session->diags;
    uint32_t last = 0, count = 0;
    for (uint32_t pass = 0; pass < 2; pass++) {
        last = 0;
        for (uint32_t i = 0; i < diags->at.len; i++) {
            const Diag *diag = diags->at.at[i];
            const DiagFix *fix = diag->fixes.len ? diag->fixes.at[0] : NULL;
            if (!fix || fix->kind != FIX_SAFE || fix->edits.len != 1 ||
                !is_local(focus->source, fix) ||
                fix->edits.at[0].span.start < last)
                continue;
            last = fix->edits.at[0].span.end + 1;
            if (pass == 1)
                put_edit(request, fix->edits.at[0].span, fix->edits.at[0].text);
            else
                count++;
        }
        if (pass == 0 && count < 2)
            return;
        if (pass == 0)
            open_action(request, focus, "apply every sure fix",
                        "source.fixAll.flw");
    }
    close_action(request);
}

void answer_actions(Request *request)
{
    Focus focus;
    Position start, end;
    const Json *range = json_member(request->params, "range");
    bool there = request_document(request, &focus) &&
                 position_read(json_member(range, "start"), &start) &&
                 position_read(json_member(range, "end"), &end);
    json_open(request->out, '[');
    if (there) {
        Encoding encoding = request->workspace->encoding;
        Span wanted = {
            position_to_offset(lines_of(request), focus.source, encoding,
                               start),
            position_to_offset(lines_of(request), focus.source, encoding, end)};
        const Diags *diags = &request->session->diags;
        for (uint32_t i = 0; i < diags->at.len; i++)
            if (touches(diags->at.at[i]->span, wanted))
                put_fixes(request, &focus, diags->at.at[i]);
        put_all(request, &focus);
    }
    json_close(request->out, ']');
}
