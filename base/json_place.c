/* json_place.c - where in its text a value of a JSON document stands. */
#include "base/json_place.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/json_out.h"

static bool is_word(const char *name)
{
    if (!isalpha((unsigned char)*name) && *name != '_')
        return false;
    for (; *name; name++)
        if (!isalnum((unsigned char)*name) && *name != '_' && *name != '-')
            return false;
    return true;
}

void json_path_name(Buf *path, const char *name)
{
    if (is_word(name)) {
        buf_text(path, path->len ? "." : "");
        buf_text(path, name);
        return;
    }
    buf_char(path, '[');
    json_put_string(&(JsonOut){.buf = path}, name);
    buf_char(path, ']');
}

void json_path_index(Buf *path, size_t index)
{
    buf_print(path, "[%zu]", index);
}

/* ---- the document: known to be well-formed ---- */

typedef struct Text {
    const char *at;
    const char *end;
} Text;

static char peek(const Text *text)
{
    return text->at < text->end ? *text->at : '\0';
}

static void skip_space(Text *text)
{
    while (peek(text) && strchr(" \t\r\n", *text->at))
        text->at++;
}

static void skip_string(Text *text)
{
    for (text->at++; text->at < text->end && *text->at != '"'; text->at++)
        text->at += *text->at == '\\' && text->at + 1 < text->end;
    text->at += text->at < text->end;
}

static void skip_plain(Text *text)
{
    while (peek(text) && !strchr(",]} \t\r\n", *text->at))
        text->at++;
}

static void skip_value(Text *text)
{
    size_t depth = 0;
    do {
        skip_space(text);
        char c = peek(text);
        if (c == '"')
            skip_string(text);
        else if (c == '[' || c == '{')
            text->at++, depth++;
        else if (c == ']' || c == '}')
            text->at++, depth--;
        else if (c == ',' || c == ':')
            text->at++;
        else
            skip_plain(text);
    } while (depth > 0 && text->at < text->end);
}

/* The string at which the text stands, decoded. */
static const char *take_string(Arena *arena, Text *text)
{
    const char *start = text->at;
    skip_string(text);
    const Json *string =
        json_parse(arena, start, (size_t)(text->at - start), NULL, NULL);
    return json_text(string);
}

static bool find_member(Arena *arena, Text *text, const char *name,
                        JsonPlace *place, const char *start)
{
    if (peek(text) != '{')
        return false;
    text->at++;
    skip_space(text);
    while (peek(text) == '"') {
        place->name = (size_t)(text->at - start);
        const char *found = take_string(arena, text);
        skip_space(text);
        text->at += peek(text) == ':';
        skip_space(text);
        if (found && strcmp(found, name) == 0)
            return true;
        skip_value(text);
        skip_space(text);
        text->at += peek(text) == ',';
        skip_space(text);
    }
    return false;
}

static bool find_item(Text *text, size_t index, JsonPlace *place,
                      const char *start)
{
    if (peek(text) != '[')
        return false;
    text->at++;
    skip_space(text);
    for (size_t i = 0; i < index && peek(text) != ']'; i++) {
        skip_value(text);
        skip_space(text);
        text->at += peek(text) == ',';
        skip_space(text);
    }
    place->name = (size_t)(text->at - start);
    return peek(text) && peek(text) != ']';
}

/* ---- the path ---- */

static const char *take_word(Arena *arena, const char **path)
{
    size_t len = strcspn(*path, ".[");
    const char *word = arena_copy(arena, *path, len);
    *path += len;
    return word;
}

static bool follow_step(Arena *arena, Text *text, const char **path,
                        JsonPlace *place, const char *start)
{
    if (**path == '.')
        ++*path;
    if (**path != '[') {
        const char *name = take_word(arena, path);
        return find_member(arena, text, name, place, start);
    }
    ++*path;
    if (**path == '"') {
        Text rest = {*path, *path + strlen(*path)};
        const char *name = take_string(arena, &rest);
        *path = rest.at + (*rest.at == ']');
        return name && find_member(arena, text, name, place, start);
    }
    char *end;
    size_t index = (size_t)strtoull(*path, &end, 10);
    bool closed = end > *path && *end == ']';
    *path = end + closed;
    return closed && find_item(text, index, place, start);
}

bool json_place(const char *text, size_t len, const char *path,
                JsonPlace *place)
{
    Arena scratch = {0};
    Text rest = {text, text + len};
    bool found = true;
    skip_space(&rest);
    place->name = (size_t)(rest.at - text);
    while (found && *path) {
        found = follow_step(&scratch, &rest, &path, place, text);
        skip_space(&rest);
    }
    place->value = (size_t)(rest.at - text);
    arena_release(&scratch);
    return found && rest.at < rest.end;
}
