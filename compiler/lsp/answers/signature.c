/* signature.c - signature help: which input is being typed. */
#include <string.h>

#include "compiler/lsp/answers/answers.h"
#include "compiler/lsp/answers/describe.h"
#include "compiler/lsp/answers/items.h"

/* Which input the cursor is at: commas between the bracket and it. */
static uint32_t count_commas(const char *from, const char *to)
{
    uint32_t count = 0, depth = 0;
    for (; from < to; from++) {
        depth += *from == '(' || *from == '[' || *from == '{';
        depth -= depth && (*from == ')' || *from == ']' || *from == '}');
        count += depth == 0 && *from == ',';
    }
    return count;
}

/* By the name that stands before its value, else by its place. */
static uint32_t active_input(const Signature *signature, const char *from,
                             const char *to)
{
    uint32_t place = count_commas(from, to), depth = 0;
    const char *start = to;
    for (; start > from; start--) {
        depth += strchr(")]}", start[-1]) != NULL;
        if (depth == 0 && strchr("([{,", start[-1]))
            break;
        depth -= depth && strchr("([{", start[-1]);
    }
    start += strspn(start, " \t\r\n");
    size_t len = strspn(start, "abcdefghijklmnopqrstuvwxyz0123456789_");
    for (uint32_t i = 0; start[len] == ':' && i < signature->inputs.len; i++) {
        const Sym *name = signature->inputs.at[i]->name.sym;
        if (name && name->len == len && memcmp(name->text, start, len) == 0)
            return i;
    }
    return place;
}

static void put_signature(Request *request, const Decl *decl,
                          const Signature *signature, uint32_t active)
{
    JsonOut *out = request->out;
    json_open(out, '{');
    json_name(out, "signatures");
    json_open(out, '[');
    json_open(out, '{');
    put_text(out, "label", decl_text(request->arena, decl));
    json_name(out, "parameters");
    json_open(out, '[');
    for (uint32_t i = 0; i < signature->inputs.len; i++) {
        const Param *param = signature->inputs.at[i];
        json_open(out, '{');
        put_text(out, "label", param->name.sym ? param->name.sym->text : "_");
        if (param->doc)
            put_text(out, "documentation", param->doc);
        json_close(out, '}');
    }
    json_close(out, ']');
    json_close(out, '}');
    json_close(out, ']');
    json_name(out, "activeSignature");
    json_put_int64(out, 0);
    json_name(out, "activeParameter");
    json_put_uint64(out, active);
    json_close(out, '}');
}

void answer_signature(Request *request)
{
    Focus focus;
    Spot spot = {.request = request, .focus = &focus};
    const Decl *decl = NULL;
    const char *bracket = NULL, *end = NULL;
    if (request_focus(request, &focus)) {
        size_t len;
        spot.text = focus.source->text;
        end = spot.text + (focus.position - focus.source->base);
        bracket = around(spot.text, (size_t)(end - spot.text)).bracket;
        const char *word =
            bracket ? word_before(spot.text, bracket, &len) : NULL;
        if (word && *bracket == '(' && len)
            decl = spot_decl(&spot, word, len);
    }
    const Signature *signature = decl ? decl_signature(decl) : NULL;
    if (signature)
        put_signature(request, decl, signature,
                      active_input(signature, bracket + 1, end));
    else
        json_put_null(request->out);
}
