/* position.c - the protocol's lines and characters, and our offsets. */
#include "compiler/lsp/workspace/position.h"

#include "base/utf8.h"

/* Units of one code point. */
static uint32_t units_of(Encoding encoding, uint32_t point, size_t size)
{
    switch (encoding) {
    case ENCODING_UTF8:
        return (uint32_t)size;
    case ENCODING_UTF32:
        return 1;
    case ENCODING_UTF16:
        break;
    }
    return point > 0xFFFF ? 2 : 1;
}

uint32_t position_to_offset(Source *source, Encoding encoding,
                            Position position)
{
    uint32_t start, end, units = 0;
    if (!source_has_line(source, position.line + 1))
        return source->base + source->len;
    source_line(source, position.line + 1, &start, &end);
    while (start < end && units < position.character) {
        size_t size;
        uint32_t point = utf8_next(source->text + start, end - start, &size);
        units += units_of(encoding, point, size);
        if (units > position.character)
            break; /* in the midst of a code point: before it */
        start += (uint32_t)size;
    }
    return source->base + start;
}

Position position_of_offset(Source *source, Encoding encoding, uint32_t offset)
{
    uint32_t top = source->base + source->len;
    Place place = source_place(source, offset > top ? top : offset);
    Position position = {.line = place.line - 1};
    uint32_t start, end, to = offset - source->base;
    source_line(source, place.line, &start, &end);
    end = to < end ? to : end;
    while (start < end) {
        size_t size;
        uint32_t point = utf8_next(source->text + start, end - start, &size);
        position.character += units_of(encoding, point, size);
        start += (uint32_t)size;
    }
    return position;
}

/* A line's end is past it: CRLF is one, at its LF. */
static void step(PositionWalk *walk, const char *text, const char *end)
{
    size_t size;
    uint32_t point = utf8_next(text, (size_t)(end - text), &size);
    bool ends = point == '\n' ||
                (point == '\r' && !(text + 1 < end && text[1] == '\n'));
    walk->at += (uint32_t)size;
    walk->position.character += units_of(walk->encoding, point, size);
    if (ends)
        walk->position = (Position){walk->position.line + 1, 0};
}

Position position_next(PositionWalk *walk, uint32_t offset)
{
    const Source *source = walk->source;
    const char *end = source->text + source->len;
    enum { FAR = 4096 };
    if (walk->at == 0 || offset < walk->at || offset - walk->at > FAR) {
        walk->at = offset;
        walk->position =
            position_of_offset(walk->source, walk->encoding, offset);
    }
    while (walk->at < offset && walk->at < source->base + source->len)
        step(walk, source->text + (walk->at - source->base), end);
    return walk->position;
}

static bool read_number(const Json *json, uint32_t *out)
{
    int64_t number;
    if (!json || !json_int64(json, &number) || number < 0)
        return false;
    *out = number > UINT32_MAX ? UINT32_MAX : (uint32_t)number;
    return true;
}

bool position_read(const Json *json, Position *out)
{
    return read_number(json_member(json, "line"), &out->line) &&
           read_number(json_member(json, "character"), &out->character);
}

void position_put(JsonOut *out, Position position)
{
    json_open(out, '{');
    json_name(out, "line");
    json_put_uint64(out, position.line);
    json_name(out, "character");
    json_put_uint64(out, position.character);
    json_close(out, '}');
}
