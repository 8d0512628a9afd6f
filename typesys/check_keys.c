/* check_keys.c - keys of maps for containers: each becomes a file. */
#include <string.h>

#include "typesys/checks.h"
#include "typesys/complain_kind.h"
#include "typesys/constant.h"
#include "typesys/kind_use.h"

/* Copilot writes a map as a directory, with a file of the key's name. */
static bool is_file_name(const char *key)
{
    enum { LONGEST = 255 };
    size_t len = strlen(key);
    return len > 0 && len <= LONGEST && !strchr(key, '/') &&
           strcmp(key, ".") != 0 && strcmp(key, "..") != 0;
}

static bool is_map(const Type *type)
{
    return type_base(type)->kind == TYPE_MAP;
}

static const Type *item_of(const Type *type)
{
    const Type *item = type_item(type);
    return item ? item : type_base(type);
}

/* The first key that names no file; NULL: all do. How deep constants nest is
 * bounded. */
static const Sym *bad_key(const Type *type, const Value *value)
{
    const Sym *bad = NULL;
    if (value->kind == VALUE_LIST)
        for (uint32_t i = 0; i < value->as.list.len && !bad; i++)
            bad = bad_key(item_of(type), value->as.list.at[i]);
    if (value->kind != VALUE_MAP || !is_map(type))
        return bad;
    for (uint32_t i = 0; i < value->as.entries.len && !bad; i++) {
        const ValueEntry *entry = &value->as.entries.at[i];
        bad = is_file_name(entry->name->text)
                  ? bad_key(item_of(type), entry->value)
                  : entry->name;
    }
    return bad;
}

void check_default_keys(Checker *checker, const Param *param, const Decl *task)
{
    const Sym *bad = bad_key(param->found, param->constant);
    if (bad)
        complain_key(checker, (Name){bad, param->value->span}, task);
}

static void check_map_keys(Checker *checker, const Expr *map, const Decl *task)
{
    for (uint32_t i = 0; i < map->as.map.len; i++) {
        Name key = args_name(&map->as.map, i);
        if (is_map(map->type) && key.sym && !is_file_name(key.sym->text))
            complain_key(checker, key, task);
        check_keys(checker, map->as.map.values[i], task);
    }
}

void check_keys(Checker *checker, const Expr *arg, const Decl *task)
{
    if (!arg || !arg->type)
        return;
    if (arg->kind == EXPR_MAP) {
        check_map_keys(checker, arg, task);
    } else if (arg->kind == EXPR_LIST) {
        for (uint32_t i = 0; i < arg->as.list.len; i++)
            check_keys(checker, arg->as.list.at[i], task);
    } else if (arg->kind == EXPR_NAME && arg->constant) {
        const Value *value = constant_fold(checker->types, arg, NULL);
        const Sym *bad = value ? bad_key(arg->type, value) : NULL;
        if (bad)
            complain_key(checker, (Name){bad, arg->span}, task);
    }
}
