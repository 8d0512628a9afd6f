/* extract.c - statements of a workflow, as a workflow of their own.
 *
 * What they take from outside becomes its inputs, what is used outside of them
 * its outputs. A name for all outputs of a call is no value: what crosses the
 * border then is each of them that is used. The result is checked before it is
 * offered, so that what cannot be said so is not. */
#include <string.h>

#include "compiler/lsp/answers/action.h"
#include "compiler/lsp/answers/written.h"
#include "grammar/walk.h"
#include "typesys/call.h"

/* A place where a name is used. */
typedef struct Use {
    Span span; /* of `x`, or of `x.field` where x is several outputs */
    const Local *local;
    const Sym *field; /* NULL: x itself */
    const Type *type; /* what it is there */
} Use;
typedef Vec(Use) Uses;

/* What crosses the border: an input or an output of the new workflow. */
typedef struct Crossing {
    const Local *local;
    const Sym *field;
    const Type *type;
    const char *name;
} Crossing;
typedef Vec(Crossing) Crossings;

typedef struct Extract {
    const Site *site;
    Arena *arena;
    Decl *workflow;
    Span span; /* of the statements */
    Uses uses; /* of the whole workflow */
    Crossings inputs, outputs;
    const Local *whole; /* it has all outputs, by their own names; or NULL */
} Extract;

static bool within(const Extract *extract, Span span)
{
    return span.start >= extract->span.start && span.end <= extract->span.end;
}

/* ---- which statements ---- */

static bool can_move(const Stmt *stmt)
{
    return stmt->kind == STMT_BIND || stmt->kind == STMT_EXPR;
}

static Span trimmed(const Site *site)
{
    const Source *source = site->focus->source;
    Span span = site->range;
    const char *text = source->text - source->base;
    while (span.start < span.end && strchr(" \t\r\n", text[span.start]))
        span.start++;
    while (span.end > span.start && strchr(" \t\r\n", text[span.end - 1]))
        span.end--;
    return span;
}

/* Blocks are looked at from the outside in: the last one in which whole
 * statements are chosen counts. */
typedef struct Choice {
    Span wanted, found;
} Choice;

static void choose(Choice *choice, const Block *block)
{
    uint32_t first = 0, end = block->stmts.len;
    const StmtVec *stmts = &block->stmts;
    while (first < end && stmts->at[first]->span.end <= choice->wanted.start)
        first++;
    while (end > first && stmts->at[end - 1]->span.start >= choice->wanted.end)
        end--;
    bool whole = first < end &&
                 stmts->at[first]->span.start >= choice->wanted.start &&
                 stmts->at[end - 1]->span.end <= choice->wanted.end;
    for (uint32_t i = first; whole && i < end; i++)
        whole = can_move(stmts->at[i]);
    if (whole)
        choice->found =
            (Span){stmts->at[first]->span.start, stmts->at[end - 1]->span.end};
}

static WalkStep visit_blocks(Walk *walk, Node node)
{
    Choice *choice = walk->context;
    if (node.kind != NODE_EXPR)
        return WALK_CONTINUE;
    const Expr *expr = node.as.expr;
    if (expr->kind == EXPR_IF) {
        choose(choice, expr->as.if_.then);
        if (expr->as.if_.otherwise)
            choose(choice, expr->as.if_.otherwise);
    }
    for (uint32_t i = 0;
         expr->kind == EXPR_MATCH && i < expr->as.match.arms.len; i++)
        if (expr->as.match.arms.at[i]->body)
            choose(choice, expr->as.match.arms.at[i]->body);
    return WALK_CONTINUE;
}

static bool find_statements(Extract *extract)
{
    Choice choice = {.wanted = trimmed(extract->site)};
    Walk walk = {.visit = visit_blocks, .context = &choice};
    if (choice.wanted.start == choice.wanted.end)
        return false;
    choose(&choice, extract->workflow->as.workflow.body);
    ast_walk_decl(&walk, extract->workflow);
    extract->span = choice.found;
    return !span_is_nowhere(choice.found);
}

/* ---- what they use ---- */

static WalkStep visit_uses(Walk *walk, Node node)
{
    Extract *extract = walk->context;
    if (node.kind != NODE_EXPR)
        return WALK_CONTINUE;
    const Expr *expr = node.as.expr;
    const Expr *base = expr->kind == EXPR_FIELD ? expr->as.field.base : expr;
    const Local *local = expr_local(base);
    bool several = local && local->type && local->type->kind == TYPE_OUTPUTS;
    if (!local || (base != expr && !several))
        return WALK_CONTINUE;
    Use use = {expr->span, local, base != expr ? expr->as.field.name.sym : NULL,
               expr->type};
    vec_push(extract->arena, &extract->uses, use);
    return WALK_SKIP;
}

static const Type *type_of(const Use *use)
{
    const RecordField *field =
        use->field ? type_field(use->local->type, use->field) : NULL;
    return use->field ? (field ? field->type : NULL) : use->local->type;
}

static Crossing *crossing_of(Crossings *all, const Use *use)
{
    for (uint32_t i = 0; i < all->len; i++)
        if (all->at[i].local == use->local && all->at[i].field == use->field)
            return &all->at[i];
    return NULL;
}

/* Narrowed alike wherever it is used: it comes in as that. Else as it is. */
static void add_crossing(Extract *extract, Crossings *all, const Use *use)
{
    Crossing *known = crossing_of(all, use);
    if (known && known->type != use->type)
        known->type = type_of(use);
    if (known)
        return;
    const char *name = use->local->name.sym->text;
    if (use->field)
        name = arena_print(extract->arena, "%s_%s", name, use->field->text);
    Crossing crossing = {use->local, use->field, use->type, name};
    vec_push(extract->arena, all, crossing);
}

static void find_crossings(Extract *extract)
{
    for (uint32_t i = 0; i < extract->uses.len; i++) {
        const Use *use = &extract->uses.at[i];
        bool is_in = within(extract, use->span);
        bool of_it = within(extract, use->local->name.span);
        if (is_in && !of_it)
            add_crossing(extract, &extract->inputs, use);
        if (of_it && !is_in)
            add_crossing(extract, &extract->outputs, use);
    }
    for (uint32_t i = 0; i < extract->outputs.len; i++) {
        Crossing *output = &extract->outputs.at[i];
        Use use = {.local = output->local, .field = output->field};
        output->type = type_of(&use);
    }
}

/* One name for all of them stays that name. */
static void name_outputs(Extract *extract)
{
    Crossings *outputs = &extract->outputs;
    extract->whole = outputs->len ? outputs->at[0].local : NULL;
    for (uint32_t i = 0; i < outputs->len; i++)
        if (outputs->at[i].local != extract->whole)
            extract->whole = NULL;
    for (uint32_t i = 0; extract->whole && i < outputs->len; i++)
        if (outputs->at[i].field)
            outputs->at[i].name = outputs->at[i].field->text;
}

/* ---- the text of it ---- */

static bool name_is_taken(const Extract *extract, const char *name)
{
    SymTable *syms = &extract->site->request->session->syms;
    const Sym *sym = sym_of(syms, name);
    if (module_entry(extract->workflow->module, sym))
        return true;
    for (uint32_t i = 0; i < extract->uses.len; i++)
        if (extract->uses.at[i].local->name.sym == sym)
            return true;
    return false;
}

static const char *free_name(const Extract *extract, const char *wanted)
{
    const char *name = wanted;
    for (uint32_t i = 2; name_is_taken(extract, name); i++)
        name = arena_print(extract->arena, "%s_%u", wanted, i);
    return name;
}

static bool add_params(Buf *out, const Extract *extract, const Crossings *all)
{
    bool fine = true;
    buf_char(out, '(');
    for (uint32_t i = 0; fine && i < all->len; i++) {
        buf_print(out, "%s%s: ", i ? ", " : "", all->at[i].name);
        fine = written_type(out, extract->workflow->module, all->at[i].type);
    }
    buf_char(out, ')');
    return fine;
}

/* `x`, or `x.field`. */
static void add_path(Buf *out, const Crossing *crossing)
{
    buf_text(out, crossing->local->name.sym->text);
    if (crossing->field)
        buf_print(out, ".%s", crossing->field->text);
}

/* The statements, with the names of the inputs in place of `x.field`. */
static void add_statements(Buf *out, const Extract *extract)
{
    const Source *source = extract->site->focus->source;
    const char *text = source->text - source->base;
    uint32_t at = extract->span.start;
    for (uint32_t i = 0; i < extract->uses.len; i++) {
        const Use *use = &extract->uses.at[i];
        if (!use->field || !within(extract, use->span) ||
            within(extract, use->local->name.span) || use->span.start < at)
            continue;
        const Crossing *input = crossing_of((Crossings *)&extract->inputs, use);
        buf_add(out, text + at, use->span.start - at);
        buf_text(out, input->name);
        at = use->span.end;
    }
    buf_add(out, text + at, extract->span.end - at);
}

/* Moved to the left as far as a body's statements stand; the lines of a block
 * of text stay, which is what they say. */
static void add_moved(Buf *out, const Extract *extract)
{
    const Source *source = extract->site->focus->source;
    uint32_t column = extract->span.start - source->base;
    Buf text = {.arena = extract->arena};
    while (column > 0 && source->text[column - 1] != '\n')
        column--;
    column = extract->span.start - source->base - column;
    add_statements(&text, extract);
    bool moves = column > 2 && !strstr(buf_string(&text), "\"\"\"");
    for (const char *at = buf_string(&text); *at; at++) {
        buf_char(out, *at);
        bool ends = *at == '\n';
        for (uint32_t i = 2; ends && moves && i < column; i++)
            at += at[1] == ' ';
    }
}

static bool add_workflow(Buf *out, const Extract *extract, const char *name)
{
    const Crossings *outputs = &extract->outputs;
    buf_print(out, "\n\n## Part of `%s`.\nworkflow %s",
              extract->workflow->name.sym->text, name);
    if (!add_params(out, extract, &extract->inputs))
        return false;
    buf_text(out, outputs->len ? " -> " : "");
    if (outputs->len && !add_params(out, extract, outputs))
        return false;
    buf_text(out, " {\n  ");
    add_moved(out, extract);
    buf_text(out, "\n");
    for (uint32_t i = 0; i < outputs->len; i++) {
        buf_print(out, "%s%s: ", i ? ", " : "  return (", outputs->at[i].name);
        add_path(out, &outputs->at[i]);
    }
    buf_text(out, outputs->len ? ")\n}" : "}");
    return true;
}

static const char *call_text(const Extract *extract, const char *bound,
                             const char *name)
{
    Buf out = {.arena = extract->arena};
    if (bound)
        buf_print(&out, "%s = ", bound);
    buf_print(&out, "%s(", name);
    for (uint32_t i = 0; i < extract->inputs.len; i++) {
        buf_print(&out, "%s%s: ", i ? ", " : "", extract->inputs.at[i].name);
        add_path(&out, &extract->inputs.at[i]);
    }
    buf_char(&out, ')');
    return buf_string(&out);
}

/* ---- all of it ---- */

/* Places outside that named what is an output now. */
static void edit_uses(const Extract *extract, Action *action, const char *bound)
{
    for (uint32_t i = 0; i < extract->uses.len; i++) {
        const Use *use = &extract->uses.at[i];
        if (within(extract, use->span) ||
            !within(extract, use->local->name.span))
            continue;
        const Crossing *output =
            crossing_of((Crossings *)&extract->outputs, use);
        action_edit(extract->site, action, use->span,
                    arena_print(extract->arena, "%s.%s", bound, output->name));
    }
}

static bool make_edits(const Extract *extract, Action *action)
{
    Arena *arena = extract->arena;
    Buf made = {.arena = arena};
    const char *name =
        free_name(extract, arena_print(arena, "%s_part",
                                       extract->workflow->name.sym->text));
    const char *bound = extract->whole         ? extract->whole->name.sym->text
                        : extract->outputs.len ? free_name(extract, "part")
                                               : NULL;
    uint32_t end = extract->workflow->span.end;
    if (!add_workflow(&made, extract, name))
        return false;
    action_edit(extract->site, action, extract->span,
                call_text(extract, bound, name));
    if (!extract->whole)
        edit_uses(extract, action, bound);
    action_edit(extract->site, action, (Span){end, end}, buf_string(&made));
    return true;
}

/* The text of the document with the edits, which do not overlap; the new
 * workflow comes last. */
static const char *edited(const Extract *extract, const Action *action)
{
    const Source *source = extract->site->focus->source;
    const char *text = source->text - source->base;
    Buf out = {.arena = extract->arena};
    uint32_t at = source->base, done = 0;
    for (; done < action->edits.len; done++) {
        const DiagEdit *next = NULL;
        for (uint32_t i = 0; i < action->edits.len; i++)
            if (action->edits.at[i].span.start >= at &&
                (!next || action->edits.at[i].span.start < next->span.start))
                next = &action->edits.at[i];
        buf_add(&out, text + at, next->span.start - at);
        buf_text(&out, next->text);
        at = next->span.end;
    }
    buf_add(&out, text + at, source->base + source->len - at);
    return buf_string(&out);
}

void actions_extract(const Site *site)
{
    Request *request = site->request;
    Extract extract = {.site = site, .arena = request->arena};
    Action action = {"extract a workflow", "refactor.extract", false, {0}};
    Walk walk = {.visit = visit_uses, .context = &extract};
    extract.workflow = decl_at(site->focus->module, site->range.start);
    if (!extract.workflow || extract.workflow->kind != DECL_WORKFLOW ||
        !extract.workflow->as.workflow.body ||
        module_is_broken(site->focus->module) || !find_statements(&extract))
        return;
    ast_walk_decl(&walk, extract.workflow);
    find_crossings(&extract);
    name_outputs(&extract);
    if (make_edits(&extract, &action) &&
        workspace_would_check(request->workspace, site->focus->document,
                              edited(&extract, &action)))
        action_put(site, &action);
}
