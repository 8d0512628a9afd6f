/* Texts: escapes, indentation, interpolation. */
#include <limits.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "grammar/build.h"
#include "grammar/complain.h"
#include "grammar/literal.h"

/* One text being read. Positions are those of the source. */
typedef struct Reader {
    Parser *parser;
    const char *at;
    const char *end;
    const char *zero; /* the source's text, minus its base */
    bool raw;
    const char *indent; /* removed from each line of a block */
    size_t indent_len;
    Buf *buf;   /* what was read of the part at work */
    List parts; /* finished ones */
    bool bad;
} Reader;

static Span span_here(const Reader *reader, const char *from, const char *to)
{
    return (Span){(uint32_t)(from - reader->zero),
                  (uint32_t)(to - reader->zero)};
}

/* ---- the common indentation of a block ---- */

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static const char *line_end(const char *at, const char *end)
{
    while (at < end && *at != '\n' && *at != '\r')
        at++;
    return at;
}

static const char *next_line(const char *at, const char *end)
{
    if (at < end && *at == '\r')
        at++;
    if (at < end && *at == '\n')
        at++;
    return at;
}

static const char *skip_blanks(const char *at, const char *end)
{
    while (at < end && is_blank(*at))
        at++;
    return at;
}

/* Narrows the reader's indent to what it shares with this line. */
static void share_indent(Reader *reader, const char *line, size_t len)
{
    size_t same = 0;
    if (!reader->indent) {
        reader->indent = line;
        reader->indent_len = len;
    }
    while (same < len && same < reader->indent_len &&
           line[same] == reader->indent[same])
        same++;
    reader->indent_len = same;
}

/* A block's first line, if empty, and its last, if blank, are not its text. */
static void enter_block(Reader *reader)
{
    const char *first = skip_blanks(reader->at, reader->end);
    const char *body = next_line(first, reader->end);
    if (body == first)
        return;
    reader->at = body;
    for (const char *at = body; at < reader->end;) {
        const char *word = skip_blanks(at, reader->end);
        const char *end = line_end(word, reader->end);
        if (word < end)
            share_indent(reader, at, (size_t)(word - at));
        else if (end == reader->end)
            reader->end = at;
        at = next_line(end, reader->end);
    }
}

static void skip_indent(Reader *reader)
{
    const char *at = reader->at;
    const char *word = skip_blanks(at, reader->end);
    size_t len = (size_t)(word - at);
    reader->at += len < reader->indent_len ? len : reader->indent_len;
}

/* ---- escapes ---- */

static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

static void add_point(Buf *buf, uint32_t point)
{
    if (point < 0x80) {
        buf_char(buf, (char)point);
        return;
    }
    int more = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
    static const uint32_t leads[] = {0, 0xC0, 0xE0, 0xF0};
    buf_char(buf, (char)(leads[more] | point >> (6 * more)));
    while (more-- > 0)
        buf_char(buf, (char)(0x80 | (point >> (6 * more) & 0x3F)));
}

static void spoil(Reader *reader, const char *from, const char *why)
{
    complain_escape(reader->parser->diags, span_here(reader, from, reader->at),
                    why);
    reader->bad = true;
}

/* \u{1F600}; the reader stands after the u. */
static void read_point(Reader *reader, const char *from)
{
    uint32_t point = 0;
    int digits = 0;
    bool open = reader->at < reader->end && *reader->at == '{';
    reader->at += open;
    for (; open && reader->at < reader->end && digits <= 6; digits++) {
        int value = hex_value(*reader->at);
        if (value < 0)
            break;
        point = point * 16 + (uint32_t)value;
        reader->at++;
    }
    bool closed = reader->at < reader->end && *reader->at == '}';
    if (!open || !closed || digits == 0 || digits > 6) {
        while (open && reader->at < reader->end &&
               (hex_value(*reader->at) >= 0 || *reader->at == '}'))
            reader->at++;
        spoil(reader, from, "a character is written `\\u{1F600}`");
        return;
    }
    reader->at++;
    if (point == 0)
        spoil(reader, from, "a text cannot hold the character 0");
    else if (point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF))
        spoil(reader, from, "there is no such character");
    else
        add_point(reader->buf, point);
}

static void read_escape(Reader *reader)
{
    const char *from = reader->at++;
    char c = *reader->at++;
    switch (c) {
    case 'n':
        buf_char(reader->buf, '\n');
        break;
    case 't':
        buf_char(reader->buf, '\t');
        break;
    case 'r':
        buf_char(reader->buf, '\r');
        break;
    case '"':
    case '\\':
        buf_char(reader->buf, c);
        break;
    case 'u':
        read_point(reader, from);
        break;
    default:
        spoil(reader, from, "the escapes are \\n \\t \\r \\\" \\\\ \\u{1F600}");
    }
}

/* ---- interpolation: a path such as name.field[0] ---- */

static bool is_name_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || c == '_';
}

/* The name at the reader; sym NULL when there is none. */
static Name read_name(Reader *reader)
{
    const char *from = reader->at;
    bool digit = from < reader->end && *from >= '0' && *from <= '9';
    Name name = {0};
    while (reader->at < reader->end && is_name_char(*reader->at))
        reader->at++;
    if (reader->at > from && !digit)
        name.sym =
            sym_intern(reader->parser->syms, from, (size_t)(reader->at - from));
    name.span = span_here(reader, from, reader->at);
    return name;
}

static Expr *read_field(Reader *reader, Expr *base)
{
    reader->at++; /* . */
    Name name = read_name(reader);
    if (!name.sym)
        return NULL;
    Span span = span_join(base->span, name.span);
    return expr_field(reader->parser, base, name, span);
}

static Expr *read_index(Reader *reader, Expr *base)
{
    const char *from = ++reader->at; /* [ */
    while (reader->at < reader->end && hex_value(*reader->at) >= 0 &&
           hex_value(*reader->at) < 10)
        reader->at++;
    bool closed = reader->at < reader->end && *reader->at == ']';
    if (reader->at == from || !closed)
        return NULL;
    Span digits = span_here(reader, from, reader->at++);
    Expr *index = expr_digits(reader->parser, digits);
    Span span = {base->span.start, digits.end + 1};
    return expr_index(reader->parser, base, index, span);
}

/* NULL when it is no path. */
static Expr *read_path(Reader *reader)
{
    Name name = read_name(reader);
    Expr *expr = name.sym ? expr_name(reader->parser, name) : NULL;
    while (expr && reader->at < reader->end) {
        if (*reader->at == '.')
            expr = read_field(reader, expr);
        else if (*reader->at == '[')
            expr = read_index(reader, expr);
        else
            break;
    }
    bool closed = reader->at < reader->end && *reader->at == '}';
    return closed ? expr : NULL;
}

static void add_part(Reader *reader, TextPart part)
{
    list_push(&reader->parser->lists, &reader->parts, &part, sizeof(part));
}

static void finish_part(Reader *reader)
{
    Buf *buf = reader->buf;
    if (buf->len == 0)
        return;
    add_part(reader, (TextPart){.text = arena_copy(reader->parser->arena,
                                                   buf->at, buf->len),
                                .len = (uint32_t)buf->len});
    buf->len = 0;
}

/* To the end of what was meant: the next } of the line. */
static void skip_braces(Reader *reader)
{
    while (reader->at < reader->end && *reader->at != '}' &&
           *reader->at != '\n')
        reader->at++;
}

static void read_interpolation(Reader *reader)
{
    const char *from = reader->at++;
    TextPart part = {.expr = read_path(reader)};
    if (part.expr) {
        finish_part(reader);
        add_part(reader, part);
        reader->at++; /* } */
        return;
    }
    skip_braces(reader);
    reader->at += reader->at < reader->end && *reader->at == '}';
    complain_interpolation(reader->parser->diags,
                           span_here(reader, from, reader->at));
    reader->bad = true;
}

static void read_brace(Reader *reader)
{
    char c = *reader->at;
    if (reader->at + 1 < reader->end && reader->at[1] == c) {
        buf_char(reader->buf, c);
        reader->at += 2;
    } else if (c == '{') {
        read_interpolation(reader);
    } else {
        complain_brace(reader->parser->diags,
                       span_here(reader, reader->at, reader->at + 1));
        reader->bad = true;
        reader->at++;
    }
}

/* ---- a whole text ---- */

static void read_line_end(Reader *reader)
{
    reader->at = next_line(reader->at, reader->end);
    buf_char(reader->buf, '\n');
    skip_indent(reader);
}

static bool is_plain(const Reader *reader, char c)
{
    if (c == '\n' || c == '\r')
        return false;
    return reader->raw || (c != '\\' && c != '{' && c != '}');
}

static void read_run(Reader *reader)
{
    const char *from = reader->at;
    while (reader->at < reader->end && is_plain(reader, *reader->at))
        reader->at++;
    buf_add(reader->buf, from, (size_t)(reader->at - from));
}

static void read_all(Reader *reader)
{
    skip_indent(reader);
    while (reader->at < reader->end) {
        char c = *reader->at;
        if (c == '\n' || c == '\r')
            read_line_end(reader);
        else if (!reader->raw && c == '\\')
            read_escape(reader);
        else if (!reader->raw && (c == '{' || c == '}'))
            read_brace(reader);
        else
            read_run(reader);
    }
}

static Reader reader_of(Parser *parser, Token token)
{
    Reader reader = {.parser = parser, .buf = &parser->decoded};
    reader.buf->len = 0;
    reader.zero = parser->source->text - parser->source->base;
    reader.at = reader.zero + token.start;
    reader.end = reader.at + token.len;
    reader.raw = *reader.at == 'r';
    reader.at += reader.raw;
    bool block =
        reader.end - reader.at >= 6 && memcmp(reader.at, "\"\"\"", 3) == 0;
    reader.at += block ? 3 : 1;
    reader.end -= block ? 3 : 1;
    if (block)
        enter_block(&reader);
    return reader;
}

/* Most texts stand as they are written, between two quotes. */
static bool is_verbatim(const char *at, const char *end)
{
    static const bool is_special[UCHAR_MAX + 1] = {
        ['"'] = true, ['\\'] = true, ['{'] = true,
        ['}'] = true, ['\n'] = true, ['\r'] = true};
    while (at < end && !is_special[(unsigned char)*at])
        at++;
    return at == end;
}

static Expr *text_new(Parser *parser, Span span, const char *text, size_t len)
{
    Expr *expr = expr_new_long(parser, EXPR_TEXT, span, len + 1);
    memcpy((char *)expr + expr_bytes(EXPR_TEXT), text, len);
    expr->text_len = (uint32_t)len;
    return expr;
}

static Expr *interpolation_new(Parser *parser, Span span, List list)
{
    Expr *expr = expr_new(parser, EXPR_INTERPOLATION, span);
    TextPart *parts = list_take(&parser->lists, list);
    expr->as.interpolation = (TextPartVec){parts, list.len, list.len};
    for (uint32_t i = 0; i < list.len; i++)
        if (parts[i].expr)
            expr_hold(parser, expr, parts[i].expr);
    return expr;
}

static bool is_too_long(Parser *parser, Token token)
{
    if (token.len <= PARSE_TEXT_MAX)
        return false;
    complain_text_too_long(parser->diags, token_span(token), token.len);
    return true;
}

Expr *expr_text(Parser *parser, Token token)
{
    Span span = token_span(token);
    if (token.flags & TOKEN_BAD || is_too_long(parser, token))
        return expr_new(parser, EXPR_ERROR, span);
    const char *text =
        parser->source->text + (token.start - parser->source->base);
    if (*text == '"' && is_verbatim(text + 1, text + token.len - 1))
        return text_new(parser, span, text + 1, token.len - 2);
    Reader reader = reader_of(parser, token);
    read_all(&reader);
    if (reader.bad) {
        list_drop(&parser->lists, reader.parts);
        return expr_new(parser, EXPR_ERROR, span);
    }
    if (!reader.parts.len)
        return text_new(parser, span, buf_string(reader.buf), reader.buf->len);
    finish_part(&reader);
    return interpolation_new(parser, span, reader.parts);
}

const char *text_plain(Parser *parser, Token token)
{
    const Expr *expr = expr_text(parser, token);
    if (expr->kind == EXPR_TEXT)
        return expr_string(expr);
    if (expr->kind == EXPR_INTERPOLATION)
        complain_text_plain(parser->diags, expr->span);
    return "";
}

Name text_key(Parser *parser, Token token)
{
    Name name = {.span = token_span(token)};
    name.sym = sym_of(parser->syms, text_plain(parser, token));
    return name;
}
