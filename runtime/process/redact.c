#include "runtime/process/redact.h"

#include <ctype.h>
#include <string.h>

enum {
    LINE_MIN = 8, /* of a secret of several lines, one worth hiding alone */
    FORMS_MIN = 4 /* bytes of a secret whose other forms would be words */
};

static const char mask[] = "***";
static const char hex_small[] = "0123456789abcdef";
static const char hex_large[] = "0123456789ABCDEF";

typedef struct Pattern {
    const char *text;
    size_t len;
    struct Pattern *next; /* of those that begin with the same byte */
} Pattern;

struct Redactor {
    Arena *arena;
    Pattern *begins[256];
    Buf kept;      /* what may be the beginning of a secret */
    size_t masked; /* bytes of it that belong to one already */
};

/* ---- patterns ---- */

static void add(Redactor *redactor, const char *text, size_t len)
{
    if (len == 0)
        return;
    Pattern *pattern = arena_new(redactor->arena, Pattern);
    Pattern **list = &redactor->begins[(unsigned char)*text];
    *pattern = (Pattern){arena_copy(redactor->arena, text, len), len, *list};
    *list = pattern;
}

/* The characters of base64 that `len` bytes give whatever stands around them,
 * when they begin `shift` bytes into a group of three. */
static void add_base64(Redactor *redactor, const unsigned char *bytes,
                       size_t len, size_t shift, const char *last_two)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                  "abcdefghijklmnopqrstuvwxyz0123456789";
    Arena scratch = {0};
    Buf out = {.arena = &scratch};
    size_t bits_from = (shift * 8 + 5) / 6 * 6;
    for (size_t bit = bits_from; bit + 6 <= (shift + len) * 8; bit += 6) {
        size_t at = bit / 8 - shift;
        unsigned pair = (unsigned)bytes[at] << 8;
        pair |= at + 1 < len ? bytes[at + 1] : 0;
        unsigned six = pair >> (10 - bit % 8) & 63;
        buf_char(&out, six < 62 ? letters[six] : last_two[six - 62]);
    }
    add(redactor, out.at, out.len);
    arena_release(&scratch);
}

static void add_hex(Redactor *redactor, const char *text, size_t len,
                    const char *digits)
{
    Arena scratch = {0};
    Buf out = {.arena = &scratch};
    for (size_t i = 0; i < len; i++) {
        buf_char(&out, digits[(unsigned char)text[i] >> 4]);
        buf_char(&out, digits[text[i] & 15]);
    }
    add(redactor, out.at, out.len);
    arena_release(&scratch);
}

/* `plain`: those that stand for themselves, with letters and digits. */
static void add_percent(Redactor *redactor, const char *text, size_t len,
                        const char *plain, const char *digits)
{
    Arena scratch = {0};
    Buf out = {.arena = &scratch};
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)text[i];
        if (c && c < 0x80 && (isalnum(c) || strchr(plain, c)))
            buf_char(&out, (char)c);
        else
            buf_print(&out, "%%%c%c", digits[c >> 4], digits[c & 15]);
    }
    if (out.len != len)
        add(redactor, out.at, out.len);
    arena_release(&scratch);
}

static void add_forms(Redactor *redactor, const char *text, size_t len)
{
    for (size_t shift = 0; shift < 3; shift++) {
        const unsigned char *bytes = (const unsigned char *)text;
        add_base64(redactor, bytes, len, shift, "+/");
        add_base64(redactor, bytes, len, shift, "-_");
    }
    add_hex(redactor, text, len, hex_small);
    add_hex(redactor, text, len, hex_large);
    add_percent(redactor, text, len, "-_.~", hex_large);
    add_percent(redactor, text, len, "-_.~", hex_small);
    add_percent(redactor, text, len, "-_.~/", hex_large);
    add_percent(redactor, text, len, "-_.~!*'()", hex_large);
}

static void add_lines(Redactor *redactor, const char *text, size_t len)
{
    for (size_t at = 0, line; at < len; at += line + 1) {
        const char *end = memchr(text + at, '\n', len - at);
        line = end ? (size_t)(end - text) - at : len - at;
        if (line >= LINE_MIN && line < len)
            add(redactor, text + at, line);
    }
}

/* Without the end of line that a file's text has and its use has not. */
static size_t trimmed(const char *text)
{
    size_t len = strlen(text);
    while (len > 0 && (text[len - 1] == '\n' || text[len - 1] == '\r'))
        len--;
    return len;
}

Redactor *redactor_new(Arena *arena, const char *const *secrets)
{
    Redactor *redactor = arena_new(arena, Redactor);
    redactor->arena = arena;
    redactor->kept.arena = arena;
    for (; *secrets; secrets++) {
        size_t len = trimmed(*secrets);
        add(redactor, *secrets, len);
        add_lines(redactor, *secrets, len);
        if (len >= FORMS_MIN)
            add_forms(redactor, *secrets, len);
    }
    return redactor;
}

/* ---- the stream ---- */

typedef struct Match {
    size_t len; /* of the longest secret here; 0: none */
    bool open;  /* what is there begins a longer one */
} Match;

static Match match_at(const Redactor *redactor, const char *at, size_t left)
{
    Match match = {0};
    const Pattern *pattern = redactor->begins[(unsigned char)*at];
    for (; pattern; pattern = pattern->next) {
        bool whole = pattern->len <= left;
        if (memcmp(pattern->text, at, whole ? pattern->len : left) != 0)
            continue;
        if (!whole)
            match.open = true;
        else if (pattern->len > match.len)
            match.len = pattern->len;
    }
    return match;
}

/* Secrets that overlap are one to the reader: nothing of either is told. */
void redact(Redactor *redactor, const char *bytes, size_t len, bool last,
            Buf *out)
{
    Buf *kept = &redactor->kept;
    buf_add(kept, bytes, len);
    size_t at, told = redactor->masked;
    for (at = 0; at < kept->len; at++) {
        Match match = match_at(redactor, kept->at + at, kept->len - at);
        if (match.open && !last)
            break;
        if (match.len && at >= told) {
            buf_add(out, kept->at + told, at - told);
            buf_text(out, mask);
        }
        if (match.len && at + match.len > told)
            told = at + match.len;
    }
    if (told < at)
        buf_add(out, kept->at + told, at - told);
    redactor->masked = told > at ? told - at : 0;
    memmove(kept->at, kept->at + at, kept->len - at);
    kept->len -= at;
}
