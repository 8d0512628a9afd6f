#include "grammar/build.h"

#include "base/buf.h"
#include "grammar/complain.h"
#include "grammar/literal.h"

/* ---- names and docs ---- */

/* One that is too long was reported, and loses its end. */
Name name_of(Parser *parser, Token token)
{
    const char *text = parser->source->text - parser->source->base;
    uint32_t len = token.len;
    if (len > PARSE_NAME_MAX)
        len = PARSE_NAME_MAX;
    return (Name){sym_intern(parser->syms, text + token.start, len),
                  token_span(token)};
}

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

Name name_bound(Parser *parser, Token token)
{
    Name name = name_of(parser, token);
    for (uint32_t i = 0; i < name.sym->len; i++)
        if (is_upper(name.sym->text[i])) {
            complain_name_case(parser->diags, name);
            break;
        }
    return name;
}

/* Index of the last trivia before the position. */
static uint32_t trivia_before(const TriviaVec *trivia, uint32_t position)
{
    uint32_t low = 0;
    uint32_t high = trivia->len;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (trivia->at[middle].start < position)
            low = middle;
        else
            high = middle;
    }
    return low;
}

const char *doc_text(Parser *parser, uint32_t from, uint32_t to)
{
    Buf buf = {.arena = parser->arena};
    const char *text = parser->source->text - parser->source->base;
    for (uint32_t i = from; i < to; i++) {
        Trivia trivia = parser->scanned.trivia.at[i];
        if (trivia.kind != TRIVIA_DOC)
            continue;
        uint32_t start = trivia.start + 2;
        start += start < trivia.end && text[start] == ' ';
        if (buf.len)
            buf_char(&buf, '\n');
        buf_add(&buf, text + start, trivia.end - start);
    }
    return buf_string(&buf);
}

const char *doc_of(Parser *parser, Token token)
{
    if (!(token.flags & TOKEN_DOCUMENTED))
        return NULL;
    uint32_t last = trivia_before(&parser->scanned.trivia, token.start);
    const Trivia *trivia = parser->scanned.trivia.at;
    uint32_t first = last;
    while (first > 0 && trivia[first - 1].kind != TRIVIA_BLANK &&
           trivia[first - 1].before == trivia[last].before)
        first--;
    return doc_text(parser, first, last + 1);
}

/* ---- declarations ---- */

Import *import_new(Parser *parser, Token word, Span span)
{
    Import *import = arena_new(parser->arena, Import);
    import->span = span;
    import->doc = doc_of(parser, word);
    return import;
}

Decl *decl_new(Parser *parser, DeclKind kind, Token word, Span span)
{
    Decl *decl = arena_alloc(parser->arena, decl_bytes(kind));
    decl->kind = parser->broken ? DECL_ERROR : kind;
    parser->broken = false;
    decl->module = parser->module;
    decl_start(parser, decl, word, span);
    return decl;
}

void decl_start(Parser *parser, Decl *decl, Token word, Span span)
{
    decl->span = span;
    decl->doc = doc_of(parser, word);
}

Decl *decl_broken(Parser *parser, Token word, Name name, Span span)
{
    Decl *decl = decl_new(parser, DECL_ERROR, word, span);
    decl->name = name;
    return decl;
}

Decl *decl_extern(Parser *parser, Token word, Token name,
                  const Signature *signature, Token at, Span span)
{
    Decl *decl = decl_new(parser, DECL_EXTERN, word, span);
    decl->name = name_bound(parser, name);
    decl->as.extern_.signature = *signature;
    decl->as.extern_.at = text_plain(parser, at);
    decl->as.extern_.at_span = token_span(at);
    return decl;
}

void decl_launch_of(Parser *parser, Decl *decl, NameVec path)
{
    decl->as.launch.workflow = path.at[path.len - 1];
    if (path.len == 2)
        decl->as.launch.module = path.at[0];
    if (path.len > 2)
        complain_path_too_long(parser->diags, path);
}

Field *field_new(Parser *parser, Token name, Span span)
{
    Field *field = arena_new(parser->arena, Field);
    field->name = name_bound(parser, name);
    field->doc = doc_of(parser, name);
    field->span = span;
    return field;
}

Param *param_new(Parser *parser, Token name, Span span)
{
    Param *param = arena_new(parser->arena, Param);
    param->name = name_bound(parser, name);
    param->doc = doc_of(parser, name);
    param->span = span;
    return param;
}

Param *param_unnamed(Parser *parser, TypeExpr *type)
{
    Param *param = arena_new(parser->arena, Param);
    param->name.sym = sym_of(parser->syms, "o0");
    param->name.span = (Span){type->span.start, type->span.start};
    param->type = type;
    param->span = type->span;
    return param;
}

/* ---- types ---- */

/* With size bytes more behind it. */
static TypeExpr *type_expr_new_long(Parser *parser, TypeExprKind kind,
                                    Span span, size_t size)
{
    TypeExpr *type = arena_alloc(parser->arena, type_expr_bytes(kind) + size);
    type->kind = kind;
    type->span = span;
    type->depth = 1;
    return type;
}

TypeExpr *type_expr_new(Parser *parser, TypeExprKind kind, Span span)
{
    return type_expr_new_long(parser, kind, span, 0);
}

/* Past the limit the outer type is an error, and stays as deep, so that what
 * holds it becomes one too, without another word. */
void type_expr_hold(Parser *parser, TypeExpr *outer, const TypeExpr *inner)
{
    if (outer->exprs < inner->exprs)
        outer->exprs = inner->exprs;
    if (inner->depth < outer->depth)
        return;
    bool told = inner->depth > PARSE_TYPE_DEPTH_MAX;
    outer->depth = (uint8_t)(inner->depth + !told);
    if (outer->depth <= PARSE_TYPE_DEPTH_MAX)
        return;
    if (!told)
        complain_too_deep(parser->diags, inner->span, "this type",
                          PARSE_TYPE_DEPTH_MAX);
    outer->kind = TYPE_EXPR_ERROR;
}

TypeExpr *type_expr_plain(Parser *parser, Name name)
{
    TypeExpr *type = type_expr_new(parser, TYPE_EXPR_NAME, name.span);
    type->as.name.sym = name.sym;
    return type;
}

TypeExpr *type_expr_of_module(Parser *parser, Name module, Name name)
{
    TypeExpr *type =
        type_expr_new_long(parser, TYPE_EXPR_NAME,
                           span_join(module.span, name.span), sizeof(Sym *));
    type->form = NAME_OF_MODULE;
    type->as.name.sym = name.sym;
    type->as.name.module = module.sym;
    return type;
}

TypeExpr *type_expr_applied(Parser *parser, Name name, TypeExprVec args,
                            Span span)
{
    TypeExpr *type =
        type_expr_new_long(parser, TYPE_EXPR_NAME, span, sizeof(TypeExprVec));
    type->form = NAME_APPLIED;
    type->as.applied.sym = name.sym;
    type->as.applied.args = args;
    for (uint32_t i = 0; i < args.len; i++)
        type_expr_hold(parser, type, args.at[i]);
    return type;
}

TypeExpr *pattern_of_case(Parser *parser, Name module, Name of, Name name,
                          Span span)
{
    TypeExpr *type = type_expr_new(parser, TYPE_EXPR_CASE, span);
    type->as.case_.of = module.sym ? type_expr_of_module(parser, module, of)
                                   : type_expr_plain(parser, of);
    type->as.case_.name = name;
    return type;
}

TypeExpr *type_expr_refined(Parser *parser, TypeExpr *base, Expr *where,
                            Span span)
{
    TypeExpr *type = type_expr_new(parser, TYPE_EXPR_REFINED, span);
    type->as.refined.base = base;
    type->as.refined.where = where;
    type_expr_hold(parser, type, base);
    type->exprs = where->depth;
    return type;
}

TypeExpr *type_expr_alt(Parser *parser, TypeExprVec types, Span span)
{
    TypeExpr *type = type_expr_new(parser, TYPE_EXPR_ALT, span);
    type->as.alt = types;
    for (uint32_t i = 0; i < types.len; i++)
        type_expr_hold(parser, type, types.at[i]);
    return type;
}

TypeExpr *type_expr_record(Parser *parser, FieldVec fields, bool open,
                           Span span)
{
    TypeExpr *type = type_expr_new(parser, TYPE_EXPR_RECORD, span);
    type->as.record.fields = fields;
    type->as.record.open = open;
    for (uint32_t i = 0; i < fields.len; i++)
        type_expr_hold(parser, type, fields.at[i]->type);
    return type;
}
