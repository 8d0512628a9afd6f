#include "grammar/complain.h"

#include <string.h>

/* ---- bytes and words ---- */

void complain_not_utf8(Diags *diags, Span at, uint32_t offset)
{
    Diag *diag = diag_add(diags, "E0001", at,
                          "the file is not UTF-8: byte %u belongs to no "
                          "character",
                          offset);
    diag_help(diags, diag, "save the file as UTF-8");
}

void complain_zero(Diags *diags, Span at)
{
    diag_add(diags, "E0002", at, "the file holds the character 0");
}

void complain_bidi_control(Diags *diags, Span at, uint32_t point)
{
    Diag *diag = diag_add(diags, "E0003", at,
                          "U+%04X reorders what is shown, so the file may read "
                          "otherwise than it means",
                          point);
    diag_fix(diags, diag, FIX_UNSAFE, at, "", "remove the character");
}

void complain_stray(Diags *diags, Span at, const char *text, uint32_t len)
{
    bool quote = len == 3 && memcmp(text, "\xE2\x80", 2) == 0 &&
                 (text[2] == '\x9C' || text[2] == '\x9D');
    if (len == 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
        diag_add(diags, "E0006", at,
                 "a byte order mark may only be the first thing in a file");
        return;
    }
    if ((unsigned char)text[0] < ' ' || text[0] == 0x7F) {
        diag_add(diags, "E0006", at,
                 "the control character U+%04X means "
                 "nothing here",
                 (unsigned)text[0]);
        return;
    }
    Diag *diag = diag_add(diags, "E0006", at, "`%.*s` means nothing here",
                          (int)len, text);
    if (quote)
        diag_fix(diags, diag, FIX_UNSAFE, at, "\"",
                 "texts are written in plain quotes");
}

void complain_conflict_marker(Diags *diags, Span at)
{
    Diag *diag = diag_add(diags, "E0021", at,
                          "this line is git's mark of a merge conflict");
    diag_help(diags, diag, "settle the conflict and remove the three marks");
}

void complain_foreign(Diags *diags, Span at, const char *found,
                      const char *wanted)
{
    size_t len = strlen(wanted);
    while (len && wanted[len - 1] == ' ')
        len--;
    Diag *diag = diag_add(diags, "E0017", at, "`%s` is written `%.*s` in flw",
                          found, (int)len, wanted);
    diag_fix(diags, diag, FIX_SAFE, at, wanted, "write `%.*s`", (int)len,
             wanted);
}

void complain_semicolon(Diags *diags, Span at)
{
    Diag *diag = diag_add(diags, "E0017", at, "nothing ends in `;` in flw");
    diag_fix(diags, diag, FIX_SAFE, at, "", "remove it");
}

void complain_let(Diags *diags, Span at, const char *word)
{
    Diag *diag = diag_add(diags, "E0017", at,
                          "a name is bound without `%s` in flw", word);
    diag_fix(diags, diag, FIX_SAFE, at, "", "write `x = ...`");
}

void complain_slash_star(Diags *diags, Span at)
{
    Diag *diag = diag_add(diags, "E0017", at,
                          "a comment is written `# ...`, line by line, in flw");
    diag_help(diags, diag, "begin each line of the comment with `#`");
}

void complain_single_quotes(Diags *diags, Span at)
{
    Diag *diag = diag_add(diags, "E0017", at,
                          "a text is written in double quotes in flw");
    DiagFix *fix =
        diag_fix(diags, diag, FIX_UNSAFE, (Span){at.start, at.start + 1}, "\"",
                 "write double quotes");
    diag_edit(diags, fix, (Span){at.end - 1, at.end}, "\"");
}

void complain_name_too_long(Diags *diags, Span at, uint32_t len)
{
    diag_add(diags, "E0015", at,
             "a name has at most 255 characters, this one has %u", len);
}

void complain_name_case(Diags *diags, Name name)
{
    diag_add(diags, "E0020", name.span,
             "`%s` must be lower case: a capital letter begins a type",
             name.sym->text);
}

/* ---- literals ---- */

void complain_text_open(Diags *diags, Span at, const char *quotes)
{
    diag_add(diags, "E0008", at, "this text is never closed with `%s`",
             *quotes == 'r' ? quotes + 1 : quotes);
}

void complain_text_too_long(Diags *diags, Span at, uint32_t len)
{
    diag_add(diags, "E0015", at,
             "a text has at most 1 MiB, this one has %u bytes", len);
}

void complain_text_plain(Diags *diags, Span at)
{
    Diag *diag = diag_add(diags, "E0016", at,
                          "this text must be plain: `{...}` is not filled in "
                          "here");
    diag_help(diags, diag, "write `{{` for a brace");
}

void complain_escape(Diags *diags, Span at, const char *why)
{
    diag_add(diags, "E0009", at, "an escape is wrong: %s", why);
}

void complain_interpolation(Diags *diags, Span at)
{
    Diag *diag = diag_add(diags, "E0016", at,
                          "nothing that can be put into the text stands "
                          "between these braces");
    diag_help(diags, diag,
              "write a name, a field or an element: {x} {x.y} {xs[0]}; or "
              "`{{` for a brace, or `r\"...\"` for a text without names");
}

void complain_brace(Diags *diags, Span at)
{
    Diag *diag =
        diag_add(diags, "E0016", at, "this `}` closes nothing in the text");
    diag_fix(diags, diag, FIX_SAFE, at, "}}", "write `}}` for a brace");
}

/* Units as others write them, and ours. */
static const char *own_unit(const char *unit, uint32_t len)
{
    static const char *const units[][2] = {
        {"GiB", "Gi"},  {"MiB", "Mi"},   {"KiB", "Ki"},    {"TiB", "Ti"},
        {"gi", "Gi"},   {"mi", "Mi"},    {"ki", "Ki"},     {"ti", "Ti"},
        {"G", "GB"},    {"M", "MB"},     {"K", "KB"},      {"T", "TB"},
        {"g", "GB"},    {"k", "KB"},     {"gb", "GB"},     {"mb", "MB"},
        {"kb", "KB"},   {"tb", "TB"},    {"kB", "KB"},     {"min", "m"},
        {"mins", "m"},  {"minute", "m"}, {"minutes", "m"}, {"hr", "h"},
        {"hrs", "h"},   {"hour", "h"},   {"hours", "h"},   {"sec", "s"},
        {"secs", "s"},  {"second", "s"}, {"seconds", "s"}, {"day", "d"},
        {"days", "d"},  {"H", "h"},      {"D", "d"},       {"S", "s"},
        {"msec", "ms"}, {"millis", "ms"}};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (strlen(units[i][0]) == len && !memcmp(units[i][0], unit, len))
            return units[i][1];
    return NULL;
}

void complain_number(Diags *diags, Span at, const char *text, uint32_t len)
{
    Diag *diag =
        diag_add(diags, "E0012", at, "`%.*s` is no number", (int)len, text);
    uint32_t digits = 0;
    while (digits < len && text[digits] >= '0' && text[digits] <= '9')
        digits++;
    const char *unit = own_unit(text + digits, len - digits);
    if (digits > 0 && unit) {
        diag_fix(diags, diag, FIX_UNSAFE, (Span){at.start + digits, at.end},
                 unit, "did you mean `%.*s%s`?", (int)digits, text, unit);
        return;
    }
    diag_help(diags, diag,
              "durations end in ms s m h d, sizes in Ki Mi Gi Ti KB MB GB TB, "
              "both count in whole numbers; a name begins with a letter");
}

void complain_int_range(Diags *diags, Span at)
{
    diag_add(diags, "E0011", at,
             "a number is out of range: an int lies between "
             "-9223372036854775808 and 9223372036854775807");
}

void complain_float_range(Diags *diags, Span at)
{
    diag_add(diags, "E0011", at,
             "a number is out of range: a float ends at 1.8e308");
}

void complain_duration_range(Diags *diags, Span at)
{
    diag_add(diags, "E0013", at,
             "a duration is too long: it has at most 106751 days");
}

void complain_size_range(Diags *diags, Span at)
{
    diag_add(diags, "E0013", at,
             "a size is too large: it has less than 2^63 bytes");
}

void complain_datetime(Diags *diags, Span at, const char *why)
{
    diag_add(diags, "E0014", at, "a date is wrong: %s", why);
}

/* ---- brackets, depth, order ---- */

void complain_unclosed(Diags *diags, Span open, char bracket, Span before)
{
    char close = bracket == '(' ? ')' : bracket == '[' ? ']' : '}';
    Diag *diag =
        diag_add(diags, "E0004", open, "this `%c` is never closed", bracket);
    diag_label(diags, diag, "opened here");
    diag_also(diags, diag, before, "`%c` is missing here", close);
}

void complain_unopened(Diags *diags, Span at, char bracket)
{
    diag_add(diags, "E0005", at, "nothing is open for this `%c` to close",
             bracket);
}

void complain_too_deep(Diags *diags, Span at, const char *what, int limit)
{
    diag_add(diags, "E0007", at, "%s is nested more than %d deep", what, limit);
}

void complain_chain_too_long(Diags *diags, Span at, int limit)
{
    diag_add(diags, "E0022", at,
             "this expression is more than %d operations deep", limit);
}

void complain_value_unused(Diags *diags, Span at)
{
    Diag *diag = diag_add(diags, "E0018", at, "this value is not used");
    diag_help(diags, diag,
              "only the last thing in a block may be a mere value; bind it to "
              "a name, or remove it");
}

void complain_path_too_long(Diags *diags, NameVec path)
{
    Span span = span_join(path.at[2].span, path.at[path.len - 1].span);
    diag_add(diags, "E0010", span,
             "a workflow is named `name` or `module.name`");
}

void complain_argument_order(Diags *diags, Span at, Name before)
{
    diag_add(diags, "E0019", at,
             "an argument by place stands after `%s`, which is by name",
             before.sym->text);
}

Diag *complain_unexpected(Diags *diags, Span at, const char *found,
                          const char *wanted)
{
    return diag_add(diags, "E0010", at, "wanted %s, found %s", wanted, found);
}
