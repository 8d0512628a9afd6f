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

bool python_name_is_function(const char *text)
{
    return is_identifier(text, strlen(text));
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
