/* fingerprint.c - what a diagnostic is known by. */
#include "base/fingerprint.h"

#include <string.h>

#include "base/buf.h"
#include "base/hash.h"

void fingerprints_init(Fingerprints *prints, Arena *arena,
                       const Sources *sources)
{
    *prints = (Fingerprints){.arena = arena, .sources = sources};
    sym_table_init(&prints->keys, arena);
}

/* How many bytes of folders both have in common, with the last `/`. */
static size_t common_folders(const char *folder, const char *path)
{
    size_t common = 0;
    for (size_t i = 0; path[i]; i++) {
        bool ends = folder[i] == '\0' && path[i] == '/';
        if (ends || (folder[i] == '/' && path[i] == '/'))
            common = i + 1;
        if (ends || folder[i] != path[i])
            break;
    }
    return common;
}

/* path as seen from folder, both absolute: a.flw, ../b/a.flw. */
static const char *relative(Arena *arena, const char *folder, const char *path)
{
    Buf out = {.arena = arena};
    size_t common = common_folders(folder, path);
    size_t len = strlen(folder);
    for (size_t i = common; i < len; i++)
        if (i == common || folder[i] == '/')
            buf_text(&out, "../");
    buf_text(&out, path + common);
    return buf_string(&out);
}

const char *fingerprint_path(const Fingerprints *prints, const Source *source)
{
    if (!source)
        return "";
    return prints->folder && source->real
               ? relative(prints->arena, prints->folder, source->real)
               : source->path;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* The line where the diagnostic starts, without the blanks around it. Enough
 * of it: many diagnostics may share one endless line. */
static void add_line(Buf *key, Source *source, Span span)
{
    enum { ENOUGH = 400 };
    uint32_t start;
    uint32_t end;
    Place place = source_place(source, span.start);
    source_line(source, place.line, &start, &end);
    while (start < end && is_blank(source->text[start]))
        start++;
    end = end - start > ENOUGH ? start + ENOUGH : end;
    while (start < end && is_blank(source->text[end - 1]))
        end--;
    buf_add(key, source->text + start, end - start);
}

static uint32_t times_seen(Fingerprints *prints, const Buf *key)
{
    const Sym *sym = sym_intern(&prints->keys, buf_string(key), key->len);
    uint32_t *count = map_find(&prints->seen, sym);
    if (!count) {
        count = arena_new(prints->arena, uint32_t);
        map_put(prints->arena, &prints->seen, sym, count);
    }
    return (*count)++;
}

const char *fingerprint_of(Fingerprints *prints, const Diag *diag)
{
    enum { DIGITS = 16 };
    Source *source = sources_find(prints->sources, diag->span.start);
    Buf key = {.arena = prints->arena};
    buf_text(&key, diag->code);
    buf_char(&key, '\0');
    buf_text(&key, fingerprint_path(prints, source));
    buf_char(&key, '\0');
    buf_text(&key, diag->title);
    buf_char(&key, '\0');
    if (source)
        add_line(&key, source, diag->span);
    uint32_t times = times_seen(prints, &key);
    buf_char(&key, '\0');
    buf_print(&key, "%u", times);
    char hex[2 * HASH_SHA256_SIZE + 1];
    hash_sha256_hex(key.at, key.len, hex);
    return arena_copy(prints->arena, hex, DIGITS);
}
