/* completion.c - what may be typed here.
 *
 * The text before the cursor tells the place, because what is half typed is in
 * no tree; names and their types come from the tree around it, which a mistake
 * costs no more than its statement. */
#include <string.h>

#include "compiler/lsp/answers/answers.h"
#include "compiler/lsp/answers/items.h"
#include "typesys/settings.h"
#include "typesys/type.h"

/* ---- names and words ---- */

static void put_words(const Spot *spot, const char *const *words, ItemKind kind)
{
    for (; *words; words++)
        item_put_plain(spot, *words, kind);
}

/* Of a declaration that is not whole: what stands before a `:` in its round
 * brackets. */
static void put_written_names(const Spot *spot)
{
    uint32_t depth = 0;
    for (const char *at = spot->around.start; at < spot->word; at++) {
        size_t len;
        depth += *at == '(' || *at == '{' || *at == '[';
        depth -= depth && (*at == ')' || *at == '}' || *at == ']');
        if (*at == '{')
            return;
        const char *name =
            depth == 1 && *at == ':' ? word_before(spot->text, at, &len) : NULL;
        if (name && len)
            item_put_plain(spot, arena_copy(spot->request->arena, name, len),
                           ITEM_VARIABLE);
    }
}

static void put_locals(const Spot *spot)
{
    if (spot->decl && spot->decl->kind == DECL_ERROR)
        put_written_names(spot);
    const Occurrences *names = &spot->focus->names;
    const Source *source = spot->focus->source;
    Arena *arena = spot->request->arena;
    for (uint32_t i = 0; i < names->len; i++) {
        const Occurrence *one = &names->at[i];
        bool is_value = one->kind == TARGET_LOCAL || one->kind == TARGET_PARAM;
        if (!spot->decl || !one->defines || !is_value ||
            one->decl != spot->decl ||
            (one->is_output && spot->decl->kind == DECL_WORKFLOW))
            continue;
        item_put(spot,
                 &(Item){.label = source_part(arena, source, one->span),
                         .kind = ITEM_VARIABLE,
                         .about = one->type
                                      ? arena_print(arena, "type:%s",
                                                    type_text(arena, one->type))
                                      : NULL});
    }
}

static void put_module_names(const Spot *spot, bool types)
{
    const Module *module = spot->focus->module;
    for (uint32_t i = 0; i < module->decls.len; i++) {
        const Decl *decl = module->decls.at[i];
        bool is_type = decl->kind == DECL_TYPE || decl->kind == DECL_ENUM;
        if (!types || is_type)
            item_put_decl(spot, module, decl);
    }
    for (uint32_t i = 0; i < module->imports.len; i++)
        if (module->imports.at[i]->alias.sym)
            item_put_plain(spot, module->imports.at[i]->alias.sym->text,
                           ITEM_MODULE);
}

void names_put(const Spot *spot)
{
    static const char *const words[] = {
        "if",       "match", "for",   "in",   "and",  "or",    "not",
        "as",       "with",  "after", "none", "true", "false", "approve",
        "wait_for", "sleep", "zip",   "len",  NULL};
    put_locals(spot);
    put_module_names(spot, false);
    put_words(spot, words, ITEM_KEYWORD);
}

void types_put(const Spot *spot)
{
    static const char *const types[] = {
        "int",   "float", "string", "bool", "datetime", "duration",
        "bytes", "json",  "list",   "map",  "file",     "dir",
        "table", "error", "none",   NULL};
    put_words(spot, types, ITEM_CLASS);
    put_module_names(spot, true);
}

/* ---- where ---- */

static const char *skip_back(const char *text, const char *at)
{
    while (at > text && strchr(" \t\r\n", at[-1]))
        at--;
    return at;
}

static bool ends_in(const char *text, const char *at, const char *word)
{
    size_t len = strlen(word);
    return (size_t)(at - text) >= len && memcmp(at - len, word, len) == 0;
}

/* The word before `at`, line ends in between or not. */
static const char *word_behind(const Spot *spot, const char *at, size_t *len)
{
    return word_before(spot->text, skip_back(spot->text, at), len);
}

static bool follows(const Spot *spot, const char *at, const char *wanted)
{
    size_t len;
    const char *word = word_behind(spot, at, &len);
    return word_is(word, len, wanted);
}

/* Behind the last `,` or `:` of the open bracket: is it a `:`? *name is the
 * word before it. */
static bool is_value(const Spot *spot, const char **name, size_t *len)
{
    uint32_t depth = 0;
    for (const char *at = spot->word; at > spot->around.bracket + 1; at--) {
        char c = at[-1];
        depth += c == ')' || c == ']' || c == '}';
        if (depth && (c == '(' || c == '[' || c == '{'))
            depth--;
        if (depth == 0 && c == ',')
            return false;
        if (depth == 0 && c == ':') {
            *name = word_before(spot->text, at - 1, len);
            return true;
        }
    }
    return false;
}

/* `(` of a declaration's inputs or outputs. */
static bool is_signature(const Spot *spot)
{
    static const char *const words[] = {"task", "workflow", "launch", NULL};
    const char *open = skip_back(spot->text, spot->around.bracket);
    size_t len;
    if (ends_in(spot->text, open, "->"))
        return true;
    const char *name = word_before(spot->text, open, &len);
    for (const char *const *word = words; *word; word++)
        if (len && follows(spot, name, *word))
            return true;
    return false;
}

static bool starts_with(const Spot *spot, const char *word)
{
    size_t len = strlen(word);
    return (size_t)(spot->at - spot->around.start) > len &&
           memcmp(spot->around.start, word, len) == 0 &&
           !is_word_char(spot->around.start[len]);
}

/* ---- each place ---- */

/* A value of an enum is one of its cases, most often. */
static void put_wanted(const Spot *spot, const Decl *decl, const char *name,
                       size_t len)
{
    const Signature *signature = decl ? decl_signature(decl) : NULL;
    for (uint32_t i = 0; signature && i < signature->inputs.len; i++) {
        const Param *param = signature->inputs.at[i];
        const Type *type = param->found ? type_base(param->found) : NULL;
        if (!param->name.sym || !type || type->kind != TYPE_ENUM ||
            !word_is(name, len, param->name.sym->text))
            continue;
        const EnumCaseVec *cases = &type->as.decl->as.enum_.cases;
        for (uint32_t j = 0; j < cases->len; j++)
            if (cases->at[j].name.sym)
                item_put_plain(spot,
                               arena_print(spot->request->arena, "%s.%s",
                                           type->as.decl->name.sym->text,
                                           cases->at[j].name.sym->text),
                               ITEM_ENUM_MEMBER);
    }
}

static void put_inputs(const Spot *spot, const Decl *decl)
{
    Arena *arena = spot->request->arena;
    const Signature *signature = decl ? decl_signature(decl) : NULL;
    for (uint32_t i = 0; signature && i < signature->inputs.len; i++) {
        const Param *param = signature->inputs.at[i];
        if (!param->name.sym)
            continue;
        item_put(spot, &(Item){.label = arena_print(
                                   arena, "%s: ", param->name.sym->text),
                               .kind = ITEM_PROPERTY,
                               .about = arena_print(arena, "input:%s.%s",
                                                    decl->name.sym->text,
                                                    param->name.sym->text),
                               .in = decl->module->name});
    }
}

static void put_in_round(const Spot *spot)
{
    size_t len, name_len = 0;
    const char *name = NULL;
    bool value = is_value(spot, &name, &name_len);
    if (is_signature(spot)) {
        if (value)
            types_put(spot);
        return;
    }
    const char *word = word_before(spot->text, spot->around.bracket, &len);
    const Decl *decl = len ? spot_decl(spot, word, len) : NULL;
    if (decl && decl->kind == DECL_LAUNCH && decl->as.launch.workflow.sym)
        decl = spot_decl(spot, decl->as.launch.workflow.sym->text,
                         decl->as.launch.workflow.sym->len);
    if (value)
        put_wanted(spot, decl, name, name_len);
    else
        put_inputs(spot, decl);
    names_put(spot);
}

/* What `with` belongs to: the place of its options. */
static unsigned option_places(const Spot *spot)
{
    const char *before = skip_back(spot->text, spot->around.bracket);
    before = skip_back(spot->text, before - strlen("with"));
    if (starts_with(spot, "task"))
        return PLACE_TASK;
    if (starts_with(spot, "workflow") && !spot->around.outer)
        return PLACE_WORKFLOW;
    if (ends_in(spot->text, before, "]"))
        return PLACE_MAP;
    return PLACE_CALL | PLACE_SUBFLOW | PLACE_GATE;
}

/* Cases of what is matched that stands before the brace. */
static void put_cases(const Spot *spot)
{
    const Type *type = spot_type(spot, spot->around.bracket);
    type = type ? type_base(type) : NULL;
    if (type && type->kind == TYPE_ENUM)
        for (uint32_t i = 0; i < type->as.decl->as.enum_.cases.len; i++)
            if (type->as.decl->as.enum_.cases.at[i].name.sym)
                item_put_plain(
                    spot, type->as.decl->as.enum_.cases.at[i].name.sym->text,
                    ITEM_ENUM_MEMBER);
    if (type && type->kind == TYPE_UNION)
        types_put(spot);
}

static bool is_match(const Spot *spot, const char *word)
{
    const char *line = word;
    while (line > spot->text && line[-1] != '\n' && line[-1] != '{')
        line--;
    for (; line + 6 <= word; line++)
        if (memcmp(line, "match ", 6) == 0 &&
            (line == spot->text || !is_word_char(line[-1])))
            return true;
    return false;
}

static void put_in_launch(const Spot *spot, const char *word, size_t len)
{
    size_t name_len = 0;
    const char *name = NULL;
    bool value = is_value(spot, &name, &name_len);
    const Decl *launch = spot->decl;
    const Decl *workflow =
        launch && launch->kind == DECL_LAUNCH && launch->as.launch.workflow.sym
            ? spot_decl(spot, launch->as.launch.workflow.sym->text,
                        launch->as.launch.workflow.sym->len)
            : NULL;
    if (!spot->around.outer && !value)
        launch_items_put(spot);
    else if (value)
        put_wanted(spot, workflow, name, name_len);
    else if (word_is(word, len, "inputs") || word_is(word, len, "fixed"))
        put_inputs(spot, workflow);
    if (value)
        names_put(spot);
}

/* Statements stand in the braces of workflows; records in all others. */
static void put_in_curly(const Spot *spot)
{
    size_t len, name_len = 0;
    const char *name = NULL;
    const char *word = word_before(spot->text, spot->around.bracket, &len);
    bool value = is_value(spot, &name, &name_len);
    bool with = follows(spot, spot->around.bracket, "with");
    if (with && !value) {
        options_put(spot, option_places(spot));
    } else if (starts_with(spot, "launch")) {
        put_in_launch(spot, word, len);
    } else if (starts_with(spot, "defaults") && !value) {
        options_put(spot, PLACE_DEFAULTS);
    } else if (len && follows(spot, word, "using") && !value) {
        kind_fields_put(spot, word, len);
    } else if (starts_with(spot, "type") || starts_with(spot, "kind") ||
               is_signature(spot)) {
        if (value)
            types_put(spot);
    } else if (starts_with(spot, "enum")) {
        return;
    } else if (starts_with(spot, "workflow") && is_match(spot, word)) {
        put_cases(spot);
        names_put(spot);
    } else {
        if (starts_with(spot, "workflow") && !with)
            statements_put(spot);
        names_put(spot);
    }
}

/* Outside of all brackets. */
static void put_at_top(const Spot *spot)
{
    static const char *const heads[] = {"using", "with", "where", NULL};
    const char *before = skip_back(spot->text, spot->word);
    bool on_line = spot->word > spot->text && spot->word[-1] != '\n';
    if (starts_with(spot, "import") && on_line)
        imports_put(spot);
    else if (follows(spot, spot->word, "using"))
        kinds_put(spot);
    else if (ends_in(spot->text, before, "->") ||
             (starts_with(spot, "type") && on_line))
        types_put(spot);
    else if (on_line && starts_with(spot, "const"))
        names_put(spot);
    else if (on_line && starts_with(spot, "launch"))
        put_module_names(spot, false);
    else {
        put_words(spot, heads, ITEM_KEYWORD);
        declarations_put(spot);
    }
}

static void put_in_code(const Spot *spot)
{
    const char *bracket = spot->around.bracket;
    bool dotted = spot->word > spot->text && spot->word[-1] == '.' &&
                  !(spot->word - 1 > spot->text && spot->word[-2] == '.');
    bool in_type = spot->word > spot->text && spot->word[-1] == '<';
    if (dotted && starts_with(spot, "import"))
        imports_put(spot);
    else if (dotted)
        members_put(spot, spot->word - 1);
    else if (in_type)
        types_put(spot);
    else if (!bracket)
        put_at_top(spot);
    else if (*bracket == '(')
        put_in_round(spot);
    else if (*bracket == '{')
        put_in_curly(spot);
    else
        names_put(spot);
}

/* In a script `$`, in a command `{` begins the name of an input or output. */
static void put_in_text(const Spot *spot)
{
    bool dollar = spot->word > spot->text && spot->word[-1] == '$';
    if (starts_with(spot, "import"))
        import_paths_put(spot);
    else if (spot->around.kind == AROUND_HOLE &&
             starts_with(spot, "workflow") && spot->word > spot->text &&
             spot->word[-1] == '.')
        members_put(spot, spot->word - 1);
    else if (spot->around.kind == AROUND_HOLE || dollar)
        put_locals(spot);
}

void answer_completion(Request *request)
{
    Focus focus;
    Spot spot = {.request = request, .focus = &focus};
    bool there = request_focus(request, &focus);
    json_open(request->out, '[');
    if (there) {
        spot.text = focus.source->text;
        spot.at = spot.text + (focus.position - focus.source->base);
        spot.word = spot.at;
        while (spot.word > spot.text && is_word_char(spot.word[-1]))
            spot.word--;
        spot.around = around(spot.text, (size_t)(spot.at - spot.text));
        spot.decl = decl_at(focus.module, focus.position);
        if (spot.around.kind == AROUND_CODE)
            put_in_code(&spot);
        else if (spot.around.kind != AROUND_COMMENT)
            put_in_text(&spot);
    }
    json_close(request->out, ']');
}
