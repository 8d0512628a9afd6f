/* offers.c - what each place of the language offers. */
#include <string.h>

#include "compiler/lsp/answers/items.h"
#include "compiler/session/flw_files.h"
#include "compiler/session/paths.h"
#include "stdlib/stdlib.h"
#include "typesys/settings.h"

typedef struct Word {
    const char *word, *snippet;
} Word;

/* ---- options, launch plans ---- */

static const struct {
    const char *name;
    unsigned places;
} options[] = {
#define SETTING(kind, text, places) [SETTING_##kind] = {text, places},
#include "typesys/settings.def"
#undef SETTING
};

static const char *const option_values[] = {
#define OPTION(kind, value, doc) [SETTING_##kind] = (value),
#include "compiler/lsp/answers/words.def"
};

/* `name: ` and its value. */
static void put_named(const Spot *spot, const char *name, const char *value,
                      const char *about)
{
    Arena *arena = spot->request->arena;
    item_put(spot, &(Item){.label = name,
                           .kind = ITEM_PROPERTY,
                           .snippet =
                               value ? arena_print(arena, "%s: %s", name, value)
                                     : NULL,
                           .plain = arena_print(arena, "%s: ", name),
                           .about = about});
}

void options_put(const Spot *spot, unsigned places)
{
    for (size_t i = 0; i < SETTING_COUNT; i++)
        if (options[i].places & places)
            put_named(spot, options[i].name, option_values[i],
                      arena_print(spot->request->arena, "option:%s",
                                  options[i].name));
}

void launch_items_put(const Spot *spot)
{
    static const Word words[] = {
#define ITEM(word, rest, doc) {word, word rest},
#include "compiler/lsp/answers/words.def"
    };
    for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
        item_put(spot, &(Item){.label = words[i].word,
                               .kind = ITEM_PROPERTY,
                               .snippet = words[i].snippet,
                               .about = arena_print(spot->request->arena,
                                                    "item:%s", words[i].word)});
}

/* ---- words with a form ---- */

static void put_forms(const Spot *spot, const Word *words, size_t len)
{
    for (size_t i = 0; i < len; i++)
        item_put(spot, &(Item){.label = words[i].word,
                               .kind = ITEM_SNIPPET,
                               .snippet = words[i].snippet,
                               .about = arena_print(spot->request->arena,
                                                    "form:%s", words[i].word)});
}

void declarations_put(const Spot *spot)
{
    static const Word words[] = {
#define DECLARATION(word, snippet, doc) {word, snippet},
#include "compiler/lsp/answers/words.def"
    };
    put_forms(spot, words, sizeof(words) / sizeof(*words));
}

void statements_put(const Spot *spot)
{
    static const Word words[] = {
#define STATEMENT(word, snippet, doc) {word, snippet},
#include "compiler/lsp/answers/words.def"
    };
    put_forms(spot, words, sizeof(words) / sizeof(*words));
}

/* ---- kinds ---- */

typedef struct KindWord {
    const char *kind, *field, *text;
} KindWord;

static const KindWord kind_words[] = {
#define KIND_WORD(kind, body, doc) {kind, NULL, body},
#include "compiler/lsp/answers/words.def"
};

static const KindWord kind_fields[] = {
#define KIND_FIELD(kind, field, value, doc) {kind, field, value},
#include "compiler/lsp/answers/words.def"
};

static void put_kind(const Spot *spot, const char *name, const Decl *decl,
                     const char *needs)
{
    Arena *arena = spot->request->arena;
    item_put(spot, &(Item){.label = name,
                           .kind = ITEM_CLASS,
                           .snippet = arena_print(arena, "%s {\n  $0\n}", name),
                           .about = decl ? arena_print(arena, "decl:%s",
                                                       decl->name.sym->text)
                                         : NULL,
                           .in = decl ? decl->module->name : NULL,
                           .needs = needs});
}

/* `spark` is the kind of that name in the module spark. */
static void put_kinds_of(const Spot *spot, const Import *import)
{
    const Module *module = import->module;
    const char *dot = module && module->name ? strrchr(module->name, '.') : 0;
    const char *last = dot ? dot + 1 : module ? module->name : NULL;
    if (!module || !import->alias.sym)
        return;
    for (uint32_t i = 0; i < module->decls.len; i++) {
        const Decl *decl = module->decls.at[i];
        if (decl->kind != DECL_KIND || !decl->name.sym)
            continue;
        bool whole = last && strcmp(decl->name.sym->text, last) == 0;
        put_kind(spot,
                 whole ? import->alias.sym->text
                       : arena_print(spot->request->arena, "%s.%s",
                                     import->alias.sym->text,
                                     decl->name.sym->text),
                 decl, NULL);
    }
}

static bool is_imported(const Module *module, const char *name)
{
    for (uint32_t i = 0; i < module->imports.len; i++) {
        const Module *imported = module->imports.at[i]->module;
        if (imported && imported->name && strcmp(imported->name, name) == 0)
            return true;
    }
    return false;
}

/* Kinds of the library that are not imported bring their import. */
static void put_library_kinds(const Spot *spot)
{
    Arena *arena = spot->request->arena;
    for (const EmbeddedText *text = stdlib_texts; text->name; text++) {
        const char *module = arena_print(arena, "std.%s", text->name);
        const char *head = arena_print(arena, "\nkind %s = ", text->name);
        if (strstr(text->text, head) &&
            !is_imported(spot->focus->module, module))
            put_kind(spot, text->name, NULL, module);
    }
}

void kinds_put(const Spot *spot)
{
    Arena *arena = spot->request->arena;
    const Module *module = spot->focus->module;
    for (size_t i = 0; i < sizeof(kind_words) / sizeof(*kind_words); i++)
        item_put(spot, &(Item){.label = kind_words[i].kind,
                               .kind = ITEM_CLASS,
                               .snippet = arena_print(arena, "%s %s",
                                                      kind_words[i].kind,
                                                      kind_words[i].text),
                               .about = arena_print(arena, "kind:%s",
                                                    kind_words[i].kind)});
    for (uint32_t i = 0; i < module->decls.len; i++)
        if (module->decls.at[i]->kind == DECL_KIND &&
            module->decls.at[i]->name.sym)
            put_kind(spot, module->decls.at[i]->name.sym->text,
                     module->decls.at[i], NULL);
    for (uint32_t i = 0; i < module->imports.len; i++)
        put_kinds_of(spot, module->imports.at[i]);
    put_library_kinds(spot);
}

/* `spark` and `spark.jvm` alike. */
static const Decl *kind_named(const Spot *spot, const char *word, size_t len)
{
    const Decl *decl = spot_decl(spot, word, len);
    SymTable *syms = &spot->request->session->syms;
    const Entry *entry =
        decl ? NULL
             : module_entry(spot->focus->module, sym_intern(syms, word, len));
    const Module *module =
        entry && entry->kind == ENTRY_IMPORT ? entry->as.import->module : NULL;
    if (module && module->name) {
        const char *dot = strrchr(module->name, '.');
        entry =
            module_entry(module, sym_of(syms, dot ? dot + 1 : module->name));
        decl = entry && entry->kind == ENTRY_DECL ? entry->as.decl : NULL;
    }
    return decl && decl->kind == DECL_KIND ? decl : NULL;
}

void kind_fields_put(const Spot *spot, const char *kind, size_t len)
{
    Arena *arena = spot->request->arena;
    const Decl *decl = kind_named(spot, kind, len);
    for (size_t i = 0; i < sizeof(kind_fields) / sizeof(*kind_fields); i++)
        if (word_is(kind, len, kind_fields[i].kind))
            put_named(spot, kind_fields[i].field, kind_fields[i].text,
                      arena_print(arena, "kind:%s.%s", kind_fields[i].kind,
                                  kind_fields[i].field));
    for (uint32_t i = 0; decl && i < decl->as.kind.fields.len; i++) {
        const Field *field = decl->as.kind.fields.at[i];
        if (!field->name.sym)
            continue;
        item_put(spot, &(Item){.label = field->name.sym->text,
                               .kind = ITEM_PROPERTY,
                               .plain = arena_print(
                                   arena, "%s: ", field->name.sym->text),
                               .about = arena_print(arena, "field:%s.%s",
                                                    decl->name.sym->text,
                                                    field->name.sym->text),
                               .in = decl->module->name});
    }
}

/* ---- imports ---- */

/* From what is behind `import` to the cursor. */
static Span written_path(const Spot *spot, const char *from)
{
    uint32_t base = spot->focus->source->base;
    return (Span){base + (uint32_t)(from - spot->text),
                  base + (uint32_t)(spot->at - spot->text)};
}

static FlwFiles project_files(const Spot *spot)
{
    FlwFiles files = {0};
    const char *root = spot->request->session->root;
    if (root)
        flw_files_below(spot->request->arena, root, &files, NULL);
    return files;
}

static bool is_dotted(const char *name)
{
    return *name && strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_.") ==
                        strlen(name);
}

void imports_put(const Spot *spot)
{
    const char *from = spot->at;
    Arena *arena = spot->request->arena;
    const Module *here = spot->focus->module;
    while (from > spot->text && (is_word_char(from[-1]) || from[-1] == '.'))
        from--;
    Item item = {.kind = ITEM_MODULE, .replaces = written_path(spot, from)};
    for (const EmbeddedText *text = stdlib_texts; text->name; text++) {
        item.label = arena_print(arena, "std.%s", text->name);
        item.about = arena_print(arena, "library:%s", text->name);
        item_put(spot, &item);
    }
    FlwFiles files = project_files(spot);
    for (uint32_t i = 0; i < files.len; i++) {
        item.label =
            path_module_name(arena, spot->request->session->root, files.at[i]);
        item.about = NULL;
        if (is_dotted(item.label) && strcmp(files.at[i], here->path) != 0)
            item_put(spot, &item);
    }
}

/* Between the quotes: files, as the document's folder sees them. */
void import_paths_put(const Spot *spot)
{
    Arena *arena = spot->request->arena;
    const char *here = spot->focus->module->path;
    FlwFiles files = project_files(spot);
    Item item = {.kind = ITEM_FILE,
                 .replaces = written_path(spot, spot->around.quote + 1)};
    for (uint32_t i = 0; here && i < files.len; i++) {
        item.label =
            path_relative(arena, path_folder(arena, here), files.at[i]);
        if (strcmp(files.at[i], here) != 0)
            item_put(spot, &item);
    }
}
