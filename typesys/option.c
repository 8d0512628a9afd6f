#include "typesys/option.h"

#include <inttypes.h>
#include <string.h>

#include "typesys/flyte_name.h"
#include "typesys/image_ref.h"
#include "typesys/kube_name.h"

Option option_of(Checker *checker, const Named *entry, const Sym *owner)
{
    OptionUse use = {entry->name, entry->span, named_span(entry)};
    Why why = {WHY_OPTION, entry->name, owner, entry->span};
    return (Option){checker, entry, use, why};
}

static const Value *read(const Option *option, const Type *wanted)
{
    return named_value(option->checker, option->entry, wanted, &option->why);
}

bool option_bool(const Option *option, bool *out)
{
    const Value *value = read(option, option->checker->types->bool_);
    if (value)
        *out = value->as.bool_;
    return value != NULL;
}

bool option_int(const Option *option, int64_t first, int64_t last, int64_t *out)
{
    Arena *arena = option->checker->arena;
    const Value *value = read(option, option->checker->types->int_);
    if (!value)
        return false;
    *out = value->as.int_;
    if (*out >= first && *out <= last)
        return true;
    complain_option_range(
        option->checker, &option->use,
        last == INT32_MAX && *out < first
            ? arena_print(arena, "at least %" PRId64, first)
            : arena_print(arena, "from %" PRId64 " to %" PRId64, first, last),
        value_text(arena, value));
    return false;
}

bool option_share(const Option *option, double *out)
{
    const Value *value = read(option, option->checker->types->float_);
    if (!value)
        return false;
    *out = value->as.float_;
    if (*out > 0 && *out <= 1)
        return true;
    complain_option_range(option->checker, &option->use,
                          "a share over 0 and at most 1",
                          value_text(option->checker->arena, value));
    return false;
}

bool option_duration(const Option *option, int64_t *out)
{
    /* Flyte doubles it for the deadline of the whole node. */
    const int64_t last = INT64_MAX / 4;
    const Value *value = read(option, option->checker->types->duration);
    if (!value)
        return false;
    *out = value->as.int_;
    if (*out > 0 && *out <= last)
        return true;
    complain_option_range(option->checker, &option->use,
                          *out > 0 ? "at most 73 years" : "longer than 0s",
                          value_text(option->checker->arena, value));
    return false;
}

const char *option_text(const Option *option)
{
    const char *text = named_text(option->checker, option->entry, &option->why);
    if (!text || *text)
        return text;
    complain_option_range(option->checker, &option->use, "a text with words",
                          "\"\"");
    return NULL;
}

static const char *words_text(Arena *arena, const char *const *words)
{
    Buf buf = {.arena = arena};
    for (int i = 0; words[i]; i++)
        buf_print(&buf, "%s`%s`",
                  i == 0         ? ""
                  : words[i + 1] ? ", "
                                 : " or ",
                  words[i]);
    return buf_string(&buf);
}

int option_word(const Option *option, const char *const *words)
{
    const Sym *word = bare_word(option->entry->expr);
    for (int i = 0; word && words[i]; i++)
        if (strcmp(words[i], word->text) == 0)
            return i;
    complain_option_word(option->checker, &option->use,
                         words_text(option->checker->arena, words));
    return -1;
}

/* ---- amounts ---- */

static bool read_amount(const Option *option, Dimension dimension, Expr *expr,
                        Amount *out)
{
    Checker *checker = option->checker;
    const Value *value = expr
                             ? check_constant(checker, expr, NULL, &option->why)
                             : option->entry->value;
    if (!value)
        return false;
    *out = quantity_read(checker->arena, dimension, value);
    if (out->fault == QUANTITY_FINE)
        return true;
    OptionUse use = option->use;
    if (expr)
        use.value_span = expr->span;
    complain_quantity(checker, &use, dimension, value, out->fault);
    return false;
}

static bool read_range(const Option *option, Dimension dimension, Expr *range,
                       Quantity *out)
{
    Amount request;
    Amount limit;
    if (!read_amount(option, dimension, range->as.range.first, &request) ||
        !read_amount(option, dimension, range->as.range.last, &limit))
        return false;
    *out = (Quantity){request.text, limit.text};
    if (dimension == DIMENSION_COUNT && request.size != limit.size) {
        complain_gpu_range(option->checker, &option->use);
        return false;
    }
    if (request.size > limit.size) {
        complain_range_reversed(option->checker, &option->use, request.text,
                                limit.text);
        return false;
    }
    return true;
}

bool option_quantity(const Option *option, Dimension dimension, Quantity *out)
{
    Amount amount;
    Expr *expr = option->entry->expr;
    if (expr && expr->kind == EXPR_RANGE)
        return read_range(option, dimension, expr, out);
    if (!read_amount(option, dimension, expr, &amount))
        return false;
    *out = (Quantity){amount.text, amount.text};
    return true;
}

const char *option_size(const Option *option)
{
    Amount amount;
    bool is_fine =
        read_amount(option, DIMENSION_BYTES, option->entry->expr, &amount);
    return is_fine ? amount.text : NULL;
}

/* ---- names ---- */

const char *option_image(const Option *option)
{
    const char *text = named_text(option->checker, option->entry, &option->why);
    const char *fault = text ? image_ref_fault(text) : NULL;
    if (fault)
        complain_image(option->checker, option->use.value_span, text, fault);
    return fault ? NULL : text;
}

const char *option_kube_name(const Option *option, const char *what,
                             const char *(*find_fault)(const char *))
{
    const char *text = named_text(option->checker, option->entry, &option->why);
    const char *fault = text ? find_fault(text) : NULL;
    if (fault)
        complain_name_fault(option->checker, option->use.value_span, what, text,
                            fault);
    return fault ? NULL : text;
}

const char *option_flyte_name(const Option *option)
{
    return option_kube_name(option, "a name", flyte_name_fault);
}
