/* node_id.c - DNS labels out of names. */
#include "typesys/node_id.h"

#include <string.h>

const Sym *node_id(SymTable *syms, const Sym *name)
{
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
