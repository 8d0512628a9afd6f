/* diagnostics.c - what is wrong in a document. */
#include <string.h>

#include "compiler/lint/lint.h"
#include "compiler/lsp/answers/answers.h"

/* Whether it is of a place that a client can go to. */
static bool is_related(const Request *request, const DiagNote *note)
{
    const Module *module = module_at(request->session, note->span.start);
    return !span_is_nowhere(note->span) && module && module->path;
}

static void put_related(Request *request, const Diag *diag)
{
    JsonOut *out = request->out;
    json_name(out, "relatedInformation");
    json_open(out, '[');
    for (uint32_t i = 0; i < diag->notes.len; i++) {
        const DiagNote *note = diag->notes.at[i];
        if (!is_related(request, note))
            continue;
        json_open(out, '{');
        json_name(out, "location");
        put_location(request, note->span);
        put_text(out, "message", note->title);
        json_close(out, '}');
    }
    json_close(out, ']');
}

/* Title, and the notes that would be lost. */
static const char *message_of(const Request *request, const Diag *diag)
{
    bool shows = request->client && request->client->shows_related;
    Buf text = {.arena = request->arena};
    buf_text(&text, diag->title);
    for (uint32_t i = 0; i < diag->notes.len; i++)
        if (!shows || !is_related(request, diag->notes.at[i]))
            buf_print(&text, "\n%s", diag->notes.at[i]->title);
    return buf_string(&text);
}

static void put_diag(Request *request, const Diag *diag)
{
    enum { ERROR = 1, WARNING = 2, INFORMATION = 3, UNNECESSARY = 1 };
    JsonOut *out = request->out;
    json_open(out, '{');
    put_range(request, "range", diag->span);
    json_name(out, "severity");
    bool is_error = diag->severity == SEVERITY_ERROR ||
                    (request->client && request->client->deny_warnings);
    json_put_int64(out, is_error              ? ERROR
                        : lint_is(diag->code) ? INFORMATION
                                              : WARNING);
    put_text(out, "code", diag->code);
    put_text(out, "source", "flw");
    put_text(out, "message", message_of(request, diag));
    if (strcmp(diag->code, "W0401") == 0 || strcmp(diag->code, "W0402") == 0) {
        json_name(out, "tags");
        json_open(out, '[');
        json_put_int64(out, UNNECESSARY);
        json_close(out, ']');
    }
    put_related(request, diag);
    json_close(out, '}');
}

/* The first that starts at or behind the position: they are sorted. */
static uint32_t first_from(const Diags *diags, uint32_t position)
{
    uint32_t low = 0, high = diags->at.len;
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (diags->at.at[middle]->span.start < position)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void put_diagnostics(Request *request, const Module *module)
{
    const Diags *diags = &request->session->diags;
    const Source *source = module ? module->source : NULL;
    json_open(request->out, '[');
    for (uint32_t i = source ? first_from(diags, source->base) : 0;
         source && i < diags->at.len &&
         diags->at.at[i]->span.start <= source->base + source->len;
         i++)
        put_diag(request, diags->at.at[i]);
    json_close(request->out, ']');
}

/* For clients that would rather ask than be told. */
void answer_diagnostics(Request *request)
{
    Focus focus;
    request->session = workspace_opened(request->workspace);
    bool there = request_document(request, &focus);
    json_open(request->out, '{');
    put_text(request->out, "kind", "full");
    json_name(request->out, "items");
    put_diagnostics(request, there ? focus.module : NULL);
    json_close(request->out, '}');
}
