/* resolve.c - what an item of a completion is in detail: looked up when the
 * user looks at it. */
#include <string.h>

#include "compiler/lsp/answers/answers.h"
#include "compiler/lsp/answers/describe.h"
#include "compiler/lsp/answers/items.h"
#include "stdlib/stdlib.h"
#include "typesys/settings.h"
#include "typesys/type.h"

typedef struct Detail {
    const char *detail, *doc; /* NULL: none */
} Detail;

/* ---- words ---- */

static const struct {
    const char *about, *doc;
} words[] = {
#define KIND_WORD(kind, body, doc)          {"kind:" kind, doc},
#define KIND_FIELD(kind, field, value, doc) {"kind:" kind "." field, doc},
#define ITEM(word, rest, doc)               {"item:" word, doc},
#define DECLARATION(word, snippet, doc)     {"form:" word, doc},
#define STATEMENT(word, snippet, doc)       {"form:" word, doc},
#include "compiler/lsp/answers/words.def"
};

static const char *const option_docs[SETTING_COUNT] = {
#define OPTION(kind, value, doc) [SETTING_##kind] = (doc),
#include "compiler/lsp/answers/words.def"
};

const char *option_doc(const char *name)
{
    SettingKind kind = setting_named(name);
    return kind == SETTING_COUNT ? NULL : option_docs[kind];
}

const char *word_doc(const char *about)
{
    for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
        if (strcmp(words[i].about, about) == 0)
            return words[i].doc;
    return NULL;
}

/* ---- declarations ---- */

static const Decl *decl_in(Request *request, const char *module,
                           const char *name, size_t len)
{
    Session *session = request->session;
    for (uint32_t i = 0; module && i < session->modules.len; i++) {
        const Module *one = session->modules.at[i];
        if (!one->name || strcmp(one->name, module) != 0)
            continue;
        const Entry *entry =
            module_entry(one, sym_intern(&session->syms, name, len));
        return entry && entry->kind == ENTRY_DECL ? entry->as.decl : NULL;
    }
    return NULL;
}

static Detail detail_of_input(Request *request, const Decl *decl,
                              const char *name)
{
    Arena *arena = request->arena;
    const Signature *signature = decl_signature(decl);
    for (uint32_t i = 0; signature && i < signature->inputs.len; i++) {
        const Param *param = signature->inputs.at[i];
        if (param->name.sym && param->found &&
            strcmp(param->name.sym->text, name) == 0)
            return (Detail){type_text(arena, param->found), param->doc};
    }
    return (Detail){0};
}

static Detail detail_of_field(Request *request, const Decl *decl,
                              const char *name)
{
    const FieldVec *fields = &decl->as.kind.fields;
    for (uint32_t i = 0; decl->kind == DECL_KIND && i < fields->len; i++) {
        const Field *field = fields->at[i];
        if (field->name.sym && strcmp(field->name.sym->text, name) == 0)
            return (Detail){
                source_part(request->arena, decl->module->source, field->span),
                field->doc};
    }
    return (Detail){0};
}

/* The ## lines at the head of a module of the library. */
static const char *library_doc(Arena *arena, const char *name)
{
    Buf doc = {.arena = arena};
    const EmbeddedText *text = stdlib_texts;
    while (text->name && strcmp(text->name, name) != 0)
        text++;
    const char *at = text->name ? text->text : "";
    while (strncmp(at, "##", 2) == 0) {
        size_t len = strcspn(at, "\n");
        size_t skip = at[2] == ' ' ? 3 : 2;
        buf_print(&doc, "%.*s\n", (int)(len - skip), at + skip);
        at += len + (at[len] != '\0');
    }
    return buf_string(&doc);
}

static Detail detail_of(Request *request, const char *about, const char *in)
{
    const char *colon = strchr(about, ':');
    const char *name = colon ? colon + 1 : about;
    const char *dot = strchr(name, '.');
    size_t len = dot ? (size_t)(dot - name) : strlen(name);
    const Decl *decl = decl_in(request, in, name, len);
    if (strncmp(about, "type:", 5) == 0)
        return (Detail){name, NULL};
    if (strncmp(about, "option:", 7) == 0)
        return (Detail){"option", option_doc(name)};
    if (strncmp(about, "library:", 8) == 0)
        return (Detail){"library", library_doc(request->arena, name)};
    if (decl && strncmp(about, "decl:", 5) == 0)
        return (Detail){decl_text(request->arena, decl), decl->doc};
    if (decl && dot && strncmp(about, "input:", 6) == 0)
        return detail_of_input(request, decl, dot + 1);
    if (decl && dot && strncmp(about, "field:", 6) == 0)
        return detail_of_field(request, decl, dot + 1);
    return (Detail){NULL, word_doc(about)};
}

/* The item as it came, and more. */
void answer_resolve(Request *request)
{
    JsonOut *out = request->out;
    const Json *data = json_member(request->params, "data");
    const char *about = json_text(json_member(data, "about"));
    Detail detail = {0};
    request->session = workspace_opened(request->workspace);
    if (about)
        detail = detail_of(request, about, json_text(json_member(data, "in")));
    json_open(out, '{');
    for (const Json *one = request->params ? request->params->first : NULL; one;
         one = one->next) {
        json_name(out, one->name);
        json_put(out, one);
    }
    if (detail.detail)
        put_text(out, "detail", detail.detail);
    if (detail.doc) {
        json_name(out, "documentation");
        json_open(out, '{');
        put_text(out, "kind", "markdown");
        put_text(out, "value", doc_markdown(request->arena, detail.doc));
        json_close(out, '}');
    }
    json_close(out, '}');
}
