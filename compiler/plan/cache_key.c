/* cache_key.c - `cache: auto`: the version that says what a task does. */
#include <string.h>

#include "base/buf.h"
#include "base/hash.h"
#include "compiler/plan/lower.h"
#include "grammar/scan.h"
#include "grammar/walk.h"

/* How many spaces all lines of a text but its first begin with, that have more
 * than spaces. */
static size_t shared_indent(const char *text, size_t len)
{
    size_t shared = len;
    for (size_t at = 0; at < len; at++) {
        if (text[at] != '\n')
            continue;
        size_t word = at + 1;
        while (word < len && text[word] == ' ')
            word++;
        if (word < len && text[word] != '\n' && word - at - 1 < shared)
            shared = word - at - 1;
    }
    return shared;
}

/* Lines of a text move with the line that it begins on. */
static void add_text(Buf *key, const char *text, size_t len)
{
    size_t indent = shared_indent(text, len);
    for (size_t at = 0; at < len;) {
        const char *end = memchr(text + at, '\n', len - at);
        size_t next = end ? (size_t)(end - text) + 1 : len;
        buf_add(key, text + at, next - at);
        at = next;
        for (size_t i = 0; i < indent && at < len && text[at] == ' '; i++)
            at++;
    }
}

/* The declaration's own words, a line each, whatever `flw fmt` makes of the
 * layout: it puts commas at the ends of lists, and moves lines of texts. */
static void add_words(Buf *key, const Decl *decl)
{
    const Source *source = decl->module->source;
    Tokens tokens = {0};
    scan_part(key->arena, source, decl->span, &tokens);
    for (uint32_t i = 0; i + 1 < tokens.at.len; i++) {
        Token token = tokens.at.at[i];
        if (token.kind == ',')
            continue;
        add_text(key, source->text + (token.start - source->base), token.len);
        buf_char(key, '\n');
    }
}

static WalkStep add_constant(Walk *walk, Node node)
{
    Buf *key = walk->context;
    if (node.kind != NODE_EXPR)
        return WALK_CONTINUE;
    const Expr *expr = node.as.expr;
    Ref ref = expr_ref(expr);
    if (ref.kind == REF_DECL && ref.as.decl->kind == DECL_CONST) {
        value_write(key, ref.as.decl->as.const_.found);
        buf_char(key, '\n');
    }
    return WALK_CONTINUE;
}

/* What its constants are worth, and what `defaults` adds that a task sees. */
static void add_meaning(Buf *key, const Decl *decl)
{
    const Settings *settings = decl->as.task.settings;
    Walk walk = {.visit = add_constant, .context = key};
    Decl walked = *decl; /* a walk may write, this one does not */
    ast_walk_decl(&walk, &walked);
    if (settings_has(settings, SETTING_IMAGE))
        buf_print(key, "%s\n", settings->image);
    for (uint32_t i = 0; i < settings->env.len; i++)
        buf_print(key, "%s=%s\n", settings->env.at[i].name,
                  settings->env.at[i].value);
}

static void add_vars(Buf *key, const PlanVarVec *vars)
{
    for (uint32_t i = 0; i < vars->len; i++) {
        type_write_all(key, vars->at[i].type);
        buf_char(key, '\n');
    }
}

const char *plan_auto_version(Lower *lower, const Decl *decl,
                              const PlanInterface *interface_)
{
    Arena scratch = {0};
    Buf key = {.arena = &scratch};
    char digest[2 * HASH_SHA256_SIZE + 1];
    add_words(&key, decl);
    add_meaning(&key, decl);
    add_vars(&key, &interface_->inputs);
    add_vars(&key, &interface_->outputs);
    hash_sha256_hex(buf_string(&key), key.len, digest);
    arena_release(&scratch);
    return arena_copy(lower->arena, digest, 16);
}
