/* compare.c - what differs between two runs. */
#include "runtime/report/compare.h"

#include <string.h>

#include "base/map.h"
#include "base/sym.h"
#include "runtime/report/words.h"
#include "runtime/value/digest.h"
#include "runtime/value/literal_text.h"

enum { VALUE_WIDTH = 60 };

typedef struct Comparison {
    Pen *pen;
    Home *home;
    Arena *arena;
    bool differs;
} Comparison;

/* ---- values ---- */

static bool same(const IdlLiteral *left, const IdlLiteral *right)
{
    unsigned char a[HASH_SHA256_SIZE], b[HASH_SHA256_SIZE];
    if (!left || !right)
        return left == right;
    literal_digest(left, a);
    literal_digest(right, b);
    return memcmp(a, b, sizeof(a)) == 0;
}

static const char *shown(Comparison *c, const IdlLiteral *value)
{
    return value ? literal_shown(c->arena, value, VALUE_WIDTH) : "(none)";
}

static void add_value(Comparison *c, const char *what, const char *name,
                      const IdlLiteral *left, const IdlLiteral *right)
{
    if (same(left, right))
        return;
    c->differs = true;
    buf_print(c->pen->out, "  %s `%s`\n", what, plain_words(c->arena, name));
    pen_text(c->pen, INK_OLD,
             arena_print(c->arena, "    - %s\n", shown(c, left)));
    pen_text(c->pen, INK_NEW,
             arena_print(c->arena, "    + %s\n", shown(c, right)));
}

/* An index over one side, so that wide interfaces cost no more than they
 * are. */
static void add_values(Comparison *c, const char *what,
                       const IdlLiteralMap *left, const IdlLiteralMap *right)
{
    SymTable syms;
    Map index = {0};
    sym_table_init(&syms, c->arena);
    for (size_t i = 0; right && i < right->n_literals; i++)
        map_put(c->arena, &index, sym_of(&syms, right->literals[i]->key),
                right->literals[i]->value);
    for (size_t i = 0; left && i < left->n_literals; i++) {
        const Sym *name = sym_of(&syms, left->literals[i]->key);
        add_value(c, what, name->text, left->literals[i]->value,
                  map_find(&index, name));
        map_put(c->arena, &index, name, NULL);
    }
    for (uint32_t i = 0; i < index.len; i++)
        if (index.items[i].value)
            add_value(c, what, ((const Sym *)index.items[i].key)->text, NULL,
                      index.items[i].value);
}

/* ---- nodes ---- */

static void add_line(Comparison *c, const char *path, const char *left,
                     const char *right)
{
    buf_print(c->pen->out, "  node `%s`: %s, then %s\n",
              plain_words(c->arena, path), left, right);
}

static bool is_slower(int64_t left, int64_t right)
{
    int64_t larger = left > right ? left : right;
    int64_t gap = left > right ? left - right : right - left;
    return larger >= 10000000 && gap > larger / 10;
}

static void compare_nodes(Comparison *c, const NodeRow *left,
                          const NodeRow *right)
{
    const char *before = phase_words(left->phase, left->cache);
    const char *after = phase_words(right->phase, right->cache);
    if (left->phase != right->phase)
        c->differs = true;
    if (strcmp(before, after) != 0)
        add_line(c, left->path, before, after);
    const char *what = arena_print(c->arena, "node `%s`: output",
                                   plain_words(c->arena, left->path));
    add_values(c, what, left->outputs, right->outputs);
    int64_t took = left->ended - left->began;
    int64_t takes = right->ended - right->began;
    if (left->ended && right->ended && is_slower(took, takes))
        add_line(c, left->path, span_words(c->arena, took),
                 span_words(c->arena, takes));
}

static void add_nodes(Comparison *c, const NodeRow *left, uint32_t n,
                      const NodeRow *right, uint32_t m)
{
    SymTable syms;
    Map index = {0};
    sym_table_init(&syms, c->arena);
    for (uint32_t i = 0; i < m; i++)
        map_put(c->arena, &index, sym_of(&syms, right[i].path),
                (void *)&right[i]);
    for (uint32_t i = 0; i < n; i++) {
        const Sym *path = sym_of(&syms, left[i].path);
        const NodeRow *other = map_find(&index, path);
        if (other)
            compare_nodes(c, &left[i], other);
        else
            add_line(c, left[i].path, phase_words(left[i].phase, left[i].cache),
                     "not there");
        c->differs = c->differs || !other;
        map_put(c->arena, &index, path, NULL);
    }
    for (uint32_t i = 0; i < index.len; i++) {
        const NodeRow *only = index.items[i].value;
        if (!only)
            continue;
        c->differs = true;
        add_line(c, only->path, "not there",
                 phase_words(only->phase, only->cache));
    }
}

bool compare_text(Pen *pen, Home *home, const RunRow *left, const RunRow *right,
                  bool *differs, const char **why)
{
    Arena *arena = pen->out->arena;
    Comparison c = {pen, home, arena, false};
    uint32_t n = 0, m = 0;
    const NodeRow *before = nodes_list(home, arena, left->serial, &n, why);
    const NodeRow *after = nodes_list(home, arena, right->serial, &m, why);
    if (!before || !after)
        return false;
    buf_print(pen->out, "- %s  %s  %s\n+ %s  %s  %s\n", left->id,
              plain_words(arena, left->entity),
              phase_words(left->phase, CACHE_DISABLED), right->id,
              plain_words(arena, right->entity),
              phase_words(right->phase, CACHE_DISABLED));
    if (strcmp(left->digest, right->digest) != 0)
        buf_text(pen->out, "  the packages differ\n");
    c.differs = left->phase != right->phase;
    add_values(&c, "input", left->inputs, right->inputs);
    add_nodes(&c, before, n, after, m);
    add_values(&c, "output", left->outputs, right->outputs);
    if (!c.differs)
        buf_text(pen->out, "  no state or value differs\n");
    *differs = c.differs;
    return true;
}
