/* items.h - items of a completion.
 *
 * An item is a label and a way to find it again: what it is in detail, and its
 * doc, are told by completionItem/resolve alone. */
#ifndef FLW_COMPILER_LSP_ITEMS_H
#define FLW_COMPILER_LSP_ITEMS_H

#include "compiler/lsp/answers/around.h"
#include "compiler/lsp/answers/request.h"

/* The protocol's numbers. */
typedef enum ItemKind {
    ITEM_FUNCTION = 3,
    ITEM_FIELD = 5,
    ITEM_VARIABLE = 6,
    ITEM_CLASS = 7,
    ITEM_MODULE = 9,
    ITEM_PROPERTY = 10,
    ITEM_ENUM = 13,
    ITEM_KEYWORD = 14,
    ITEM_SNIPPET = 15,
    ITEM_FILE = 17,
    ITEM_ENUM_MEMBER = 20,
    ITEM_CONSTANT = 21
} ItemKind;

typedef struct Item {
    const char *label;
    ItemKind kind;
    const char *snippet; /* what is put where the client takes snippets */
    const char *plain;   /* …and where it does not; NULL: the label */
    const char *about;   /* for resolve: "option:cpu"; NULL: nothing more */
    const char *in;      /* what that is to be looked for in; or NULL */
    Span replaces;       /* nowhere: the word before the cursor */
    const char *needs;   /* an import to be added: "std.spark"; or NULL */
} Item;

/* Where the cursor is. */
typedef struct Spot {
    Request *request;
    Focus *focus;
    const char *text; /* of the document, up to… */
    const char *word; /* …the half-typed word, up to… */
    const char *at;   /* …the cursor */
    Around around;
    const Decl *decl; /* around it; NULL: none */
} Spot;

void item_put(const Spot *spot, const Item *item);
void item_put_plain(const Spot *spot, const char *label, ItemKind kind);
void item_put_decl(const Spot *spot, const Module *module, const Decl *decl);

/* What may stand behind the dot that ends at `dot`. */
void members_put(const Spot *spot, const char *dot);
/* What the expression is that ends at `end`; NULL: it is none, or unknown. */
const Type *spot_type(const Spot *spot, const char *end);
/* Names that can be used at the spot, and the words of expressions. */
void names_put(const Spot *spot);
void types_put(const Spot *spot);
/* The value or module that is called so at the spot; NULL: none. */
const Type *spot_local(const Spot *spot, const Sym *name, const Local **local);
/* What `name` or `module.name` declares; NULL: nothing. */
const Decl *spot_decl(const Spot *spot, const char *word, size_t len);

/* The doc of an option of `with`, of a word of words.def ("kind:shell.script");
 * NULL: there is none. */
const char *option_doc(const char *name);
const char *word_doc(const char *about);

/* Each of its place. */
void imports_put(const Spot *spot);
void import_paths_put(const Spot *spot);
void kinds_put(const Spot *spot);
void kind_fields_put(const Spot *spot, const char *kind, size_t len);
void options_put(const Spot *spot, unsigned places);
void launch_items_put(const Spot *spot);
void declarations_put(const Spot *spot);
void statements_put(const Spot *spot);

#endif
