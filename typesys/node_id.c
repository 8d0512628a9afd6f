/* node_id.c - DNS labels out of names. */
#include "typesys/node_id.h"

#include <string.h>

bool node_id_is_name(const Sym *name)
{
    return name->len > 0 && name->len <= NODE_ID_MAX && name->text[0] != '-' &&
           name->text[name->len - 1] != '-' &&
           !memchr(name->text, '_', name->len);
}

const Sym *node_id(SymTable *syms, const Sym *name)
{
    if (node_id_is_name(name))
        return name;
    char id[NODE_ID_MAX];
    size_t len = 0;
    for (uint32_t i = 0; i < name->len && len < NODE_ID_MAX; i++) {
        char c = name->text[i] == '_' ? '-' : name->text[i];
        if (c != '-' || len > 0)
            id[len++] = c;
    }
    while (len > 0 && id[len - 1] == '-')
        len--;
    return len ? sym_intern(syms, id, len) : sym_of(syms, "n");
}

bool node_id_is_taken(const Sym *id)
{
    return !strcmp(id->text, "start-node") || !strcmp(id->text, "end-node");
}
