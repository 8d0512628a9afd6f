#include "typesys/python_name.h"

#include <stddef.h>
#include <string.h>

static bool is_identifier(const char *text, size_t len)
{
    static const char *const letters = "abcdefghijklmnopqrstuvwxyz"
                                       "ABCDEFGHIJKLMNOPQRSTUVWXYZ_"
                                       "0123456789";
    return len > 0 && strspn(text, letters) >= len &&
           !(*text >= '0' && *text <= '9');
}

bool python_name_is_keyword(const char *text, size_t len)
{
    static const char words[] =
        " False None True and as assert async await break class continue def "
        "del elif else except finally for from global if import in is lambda "
        "nonlocal not or pass raise return try while with yield ";
    for (const char *at = words; len && (at = strchr(at, ' ')) && at[1]; at++)
        if (strncmp(at + 1, text, len) == 0 && at[1 + len] == ' ')
            return true;
    return false;
}

bool python_name_is_function(const char *text)
{
    size_t len = strlen(text);
    return is_identifier(text, len) && !python_name_is_keyword(text, len);
}

bool python_name_is_module(const char *text)
{
    for (;;) {
        size_t len = strcspn(text, ".");
        if (!is_identifier(text, len) || text[len] == '\0')
            return is_identifier(text, len);
        text += len + 1;
    }
}
