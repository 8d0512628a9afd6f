/* gaps.c - what stands between two tokens on one line. */
#include "grammar/format/gaps.h"

#include <string.h>

static bool is_any(const Marks *marks, uint32_t token, const char *const *words)
{
    for (; *words; words++)
        if (marks_is(marks, token, *words))
            return true;
    return false;
}

static bool is_type_bracket(const Marks *marks, uint32_t token,
                            const char *bracket)
{
    return (marks->at[token] & MARK_TYPE) && marks_is(marks, token, bracket);
}

/* Words after which a bracket opens something of its own. After a dot they
 * are names. */
static bool is_word(const Marks *marks, uint32_t token)
{
    static const char *const words[] = {
        "in",    "and",     "or",   "not",     "if",     "else", "match",
        "for",   "return",  "fail", "after",   "with",   "on",   "as",
        "where", "matches", "at",   "failure", "import", "new",  NULL};
    if (token > 0 && marks_is(marks, token - 1, "."))
        return false;
    return is_any(marks, token, words);
}

/* Does an operand end with this token? Then `-` is minus, `(` a call, `[` an
 * index. */
static bool ends_operand(const Marks *marks, uint32_t token)
{
    char last = marks->text[token_end(marks->tokens->at.at[token]) - 1];
    if (strchr(")]}\"", last) || is_type_bracket(marks, token, ">"))
        return true;
    bool is_name = (last >= 'a' && last <= 'z') ||
                   (last >= 'A' && last <= 'Z') ||
                   (last >= '0' && last <= '9') || last == '_';
    return is_name && !is_word(marks, token);
}

static bool is_unary_minus(const Marks *marks, uint32_t token)
{
    return marks_is(marks, token, "-") &&
           (token == 0 || !ends_operand(marks, token - 1));
}

/* `1..5` is one thing; `{ id: int, .. }` leaves room. */
static bool is_range(const Marks *marks, uint32_t token)
{
    return marks_is(marks, token, "..") && token > 0 &&
           ends_operand(marks, token - 1);
}

static bool hugs_left(const Marks *marks, uint32_t token)
{
    static const char *const words[] = {")", "]", ",", ":", "?", ".", NULL};
    return is_any(marks, token, words) || is_range(marks, token) ||
           is_type_bracket(marks, token, ">") ||
           is_type_bracket(marks, token, "<");
}

static bool hugs_right(const Marks *marks, uint32_t token)
{
    static const char *const words[] = {"(", "[", ".", NULL};
    return is_any(marks, token, words) || is_range(marks, token) ||
           is_type_bracket(marks, token, "<") || is_unary_minus(marks, token);
}

bool gap_is_space(const Marks *marks, uint32_t token)
{
    uint32_t before = token - 1;
    if (marks_is(marks, before, "{") &&
        (marks_is(marks, token, "}") || marks_is(marks, token, ":")))
        return false;
    if (marks_is(marks, token, "}") && marks_is(marks, before, ":"))
        return false;
    if (hugs_left(marks, token) || hugs_right(marks, before))
        return false;
    if (marks_is(marks, token, "(") || marks_is(marks, token, "["))
        return !ends_operand(marks, before);
    return true;
}
