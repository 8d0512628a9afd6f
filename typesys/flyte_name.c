#include "typesys/flyte_name.h"

#include <stdbool.h>
#include <string.h>

static const char allowed[] = "abcdefghijklmnopqrstuvwxyz"
                              "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                              "0123456789_-.";

const char *flyte_name_fault(const char *name)
{
    size_t len = strlen(name);
    if (len == 0)
        return "is empty";
    if (len > FLYTE_NAME_MAX)
        return "is longer than 255 characters";
    if (name[strspn(name, allowed)] != '\0')
        return "may have only letters, digits, `_`, `-` and `.`";
    if (*name == '.' || name[len - 1] == '.' || strstr(name, ".."))
        return "has an empty part beside a `.`";
    return NULL;
}

/* Is it one of the bytes of a character behind the first? */
static bool goes_on(char c)
{
    return ((unsigned char)c & 0xC0) == 0x80;
}

const char *flyte_name_repair(Arena *arena, const char *name)
{
    char *out = arena_copy(arena, name, strlen(name));
    size_t len = 0;
    for (const char *c = name; *c; c++) {
        bool is_empty_part = *c == '.' && (len == 0 || c[1] == '.' || !c[1]);
        if (!is_empty_part && !goes_on(*c))
            out[len++] = strchr(allowed, *c) ? *c : '_';
    }
    out[len] = '\0';
    return len > 0 ? out : "module";
}
