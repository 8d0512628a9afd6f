#include "typesys/complain_settings.h"

#include <string.h>

#include "base/near.h"
#include "base/panic.h"

/* Names that are looked at for one suggestion: ten thousand mistakes beside
 * ten thousand names must stay cheap. */
enum { OFFERS_MAX = 256 };

static const char *const setting_words[] = {
#define SETTING(kind, text, places) text,
#include "typesys/settings.def"
#undef SETTING
};

static const char *const accelerators[] = {
#define ACCELERATOR(name) name,
#include "typesys/accelerators.def"
#undef ACCELERATOR
};

static const char *const secret_fields[] = {"group", "key", "version", "env",
                                            "as_file"};

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

/* The name of the list that was probably meant; NULL: none is near. */
static const Sym *nearest(Checker *checker, const Sym *found,
                          const char *const *names, size_t count)
{
    Near near = {.wanted = found};
    for (size_t i = 0; i < count; i++)
        near_offer(&near, sym_of(checker->syms, names[i]));
    return near.best;
}

static void suggest(Checker *checker, Diag *diag, Span span, const Sym *name)
{
    if (name)
        diag_fix(checker->diags, diag, FIX_UNSAFE, span, name->text,
                 "did you mean `%s`?", name->text);
}

const char *setting_place_text(SettingPlace place)
{
    switch (place) {
    case PLACE_TASK:
        return "a task";
    case PLACE_CALL:
        return "a call of a task";
    case PLACE_SUBFLOW:
        return "a call of a workflow or launch plan";
    case PLACE_GATE:
        return "a gate";
    case PLACE_MAP:
        return "a mapped call";
    case PLACE_WORKFLOW:
        return "a workflow";
    case PLACE_DEFAULTS:
        return "`defaults`";
    }
    UNREACHABLE("setting place");
}

/* ---- E0370: what is written ---- */

/* What others call the options. */
static const Sym *our_option(Checker *checker, const Sym *name)
{
    static const char *const words[][2] = {
        {"mem", "memory"},
        {"ram", "memory"},
        {"retry", "retries"},
        {"attempts", "retries"},
        {"disk", "storage"},
        {"ephemeral_storage", "storage"},
        {"container_image", "image"},
        {"environment", "env"},
        {"cache_version", "cache"},
        {"enable_deck", "deck"},
        {"concurrency", "parallelism"},
        {"max_parallelism", "parallelism"},
        {"min_success_ratio", "min_success"},
        {"secret_requests", "secrets"},
        {"on_failure", "failure_policy"},
        {"spot", "interruptible"},
        {"preemptible", "interruptible"},
        {"cores", "cpu"},
        {"cpus", "cpu"},
        {"gpus", "gpu"},
        {"docker", "image"},
        {"container", "image"},
    };
    for (size_t i = 0; i < COUNT(words); i++)
        if (strcmp(words[i][0], name->text) == 0)
            return sym_of(checker->syms, words[i][1]);
    return NULL;
}

void complain_unknown_option(Checker *checker, const Named *entry)
{
    Diag *diag = diag_add(checker->diags, "E0370", entry->span,
                          "there is no option `%s`", entry->name->text);
    const Sym *ours = our_option(checker, entry->name);
    suggest(checker, diag, entry->span,
            ours ? ours
                 : nearest(checker, entry->name, setting_words,
                           COUNT(setting_words)));
}

void complain_repeated_name(Checker *checker, const Named *entry, Span first)
{
    Diag *diag = diag_add(checker->diags, "E0371", entry->span,
                          "`%s` is given twice", entry->name->text);
    diag_also(checker->diags, diag, first, "first given here");
}

void complain_option_type(Checker *checker, const OptionUse *option,
                          const char *wanted, const Type *found)
{
    if (type_is_poisoned(found))
        return;
    Diag *diag = diag_add(checker->diags, "E0372", option->value_span,
                          "`%s` wants %s, found %s", option->name->text, wanted,
                          type_text(checker->arena, found));
    diag_label(checker->diags, diag, "%s", type_text(checker->arena, found));
}

void complain_option_range(Checker *checker, const OptionUse *option,
                           const char *limits, const char *found)
{
    diag_add(checker->diags, "E0373", option->value_span,
             "`%s` must be %s, found %s", option->name->text, limits, found);
}

void complain_option_word(Checker *checker, const OptionUse *option,
                          const char *words)
{
    diag_add(checker->diags, "E0374", option->value_span,
             "`%s` is one of the words %s", option->name->text, words);
}

static const char *dimension_text(Dimension dimension)
{
    switch (dimension) {
    case DIMENSION_CPU:
        return "a number of cores, as in `2` or `0.5`";
    case DIMENSION_BYTES:
        return "a size with its unit, as in `4Gi` or `500MB`";
    case DIMENSION_COUNT:
        return "a whole number";
    }
    UNREACHABLE("dimension");
}

/* "4Gi" and "500m" as flw writes them; NULL: it has no such amount. */
static const char *as_literal(Arena *arena, Dimension dimension,
                              const char *text)
{
    double size;
    size_t digits = strspn(text, "0123456789");
    const char *unit = text + digits;
    bool is_decimal = strlen(unit) == 1 && strchr("MGT", *unit);
    if (digits == 0 || !quantity_parse(text, &size))
        return NULL;
    if (dimension != DIMENSION_BYTES)
        return arena_print(arena, "%.10g", size);
    if (strlen(unit) == 2 && unit[1] == 'i' && strchr("KMGT", *unit))
        return text;
    return is_decimal ? arena_print(arena, "%sB", text) : NULL;
}

static void suggest_amount(Checker *checker, Diag *diag, Span span,
                           Dimension dimension, const char *text)
{
    const char *literal = as_literal(checker->arena, dimension, text);
    if (literal)
        diag_fix(checker->diags, diag, FIX_SAFE, span, literal,
                 "an amount stands without quotes");
    else
        diag_help(checker->diags, diag, "an amount stands without quotes");
}

static void complain_dimension(Checker *checker, const OptionUse *option,
                               Dimension dimension, const Value *found)
{
    Arena *arena = checker->arena;
    if (type_is_poisoned(found->type))
        return;
    const char *type = type_text(arena, found->type);
    Diag *diag = diag_add(checker->diags, "E0375", option->value_span,
                          "`%s` wants %s, found %s", option->name->text,
                          dimension_text(dimension), type);
    diag_label(checker->diags, diag, "%s", type);
    if (dimension == DIMENSION_BYTES && found->kind == VALUE_INT)
        diag_fix(checker->diags, diag, FIX_PLACEHOLDER, option->value_span,
                 arena_print(arena, "%sGi", value_text(arena, found)),
                 "give the unit: Ki, Mi, Gi, Ti, KB, MB, GB or TB");
    if (found->kind == VALUE_STRING)
        suggest_amount(checker, diag, option->value_span, dimension,
                       found->as.string.at);
    const int64_t minute = INT64_C(60000000000); /* 500m reads as minutes */
    if (dimension == DIMENSION_CPU && found->kind == VALUE_DURATION &&
        found->as.int_ % minute == 0)
        diag_fix(checker->diags, diag, FIX_UNSAFE, option->value_span,
                 arena_print(arena, "%.10g",
                             (double)(found->as.int_ / minute) / 1000),
                 "thousandths of a core are written as a number");
}

static const char *quantity_fault_text(QuantityFault fault)
{
    switch (fault) {
    case QUANTITY_FRACTION:
        return "must be whole";
    case QUANTITY_TOO_FINE:
        return "must be a multiple of 0.001";
    case QUANTITY_NOT_POSITIVE:
        return "must be more than 0";
    case QUANTITY_TOO_LARGE:
        return "must be at most 1000000";
    case QUANTITY_FINE:
    case QUANTITY_WRONG_KIND:
        break;
    }
    UNREACHABLE("quantity fault");
}

void complain_quantity(Checker *checker, const OptionUse *option,
                       Dimension dimension, const Value *found,
                       QuantityFault fault)
{
    if (fault == QUANTITY_WRONG_KIND) {
        complain_dimension(checker, option, dimension, found);
        return;
    }
    Diag *diag =
        diag_add(checker->diags, "E0376", option->value_span,
                 "`%s` %s, found %s", option->name->text,
                 quantity_fault_text(fault), value_text(checker->arena, found));
    if (fault == QUANTITY_FRACTION && dimension == DIMENSION_COUNT)
        diag_help(checker->diags, diag,
                  "Kubernetes gives whole ones only; a slice of one is asked "
                  "for by `accelerator` and `partition`");
}

void complain_range_reversed(Checker *checker, const OptionUse *option,
                             const char *first, const char *last)
{
    Diag *diag = diag_add(checker->diags, "E0377", option->value_span,
                          "the request of `%s`, %s, is over its limit, %s",
                          option->name->text, first, last);
    diag_help(checker->diags, diag, "write the request first, then the limit");
}

void complain_gpu_range(Checker *checker, const OptionUse *option)
{
    Diag *diag = diag_add(checker->diags, "E0378", option->value_span,
                          "`%s` cannot be a range: Kubernetes gives GPUs "
                          "wholly or not at all",
                          option->name->text);
    diag_help(checker->diags, diag, "write one number");
}

void complain_needs_option(Checker *checker, const OptionUse *option,
                           const char *needed, const char *why)
{
    Diag *diag =
        diag_add(checker->diags, "E0379", option->span,
                 "`%s` needs `%s` beside it", option->name->text, needed);
    diag_help(checker->diags, diag, "%s", why);
}

void complain_image_twice(Checker *checker, Span span, Span kind)
{
    Diag *diag = diag_add(checker->diags, "E0371", span,
                          "`image` is given twice, in `using` and in `with`");
    diag_also(checker->diags, diag, kind, "this kind has its own");
}

void complain_options_clash(Checker *checker, const OptionUse *option,
                            const char *other, Span other_span)
{
    Diag *diag =
        diag_add(checker->diags, "E0380", option->span,
                 "`%s` and `%s` exclude each other", option->name->text, other);
    diag_also(checker->diags, diag, other_span, "given here too");
}

void complain_cache_ignore(Checker *checker, Span span, const Sym *name,
                           const Decl *task)
{
    const Signature *signature = &task->as.task.signature;
    Near near = {.wanted = name};
    Diag *diag = diag_add(checker->diags, "E0381", span,
                          "task `%s` has no input `%s` that its cache could "
                          "ignore",
                          task->name.sym->text, name->text);
    for (uint32_t i = 0; i < signature->inputs.len && i < OFFERS_MAX; i++)
        if (signature->inputs.at[i]->name.sym)
            near_offer(&near, signature->inputs.at[i]->name.sym);
    if (near.best)
        diag_help(checker->diags, diag, "did you mean \"%s\"?",
                  near.best->text);
}

void complain_secret_field(Checker *checker, const Named *entry)
{
    Diag *diag = diag_add(checker->diags, "E0382", entry->span,
                          "a secret has no `%s`", entry->name->text);
    suggest(checker, diag, entry->span,
            nearest(checker, entry->name, secret_fields, COUNT(secret_fields)));
    diag_help(checker->diags, diag,
              "a secret has group, key, version, env and as_file");
}

void complain_secret_lacks(Checker *checker, Span span, const char *field)
{
    diag_add(checker->diags, "E0382", span, "this secret lacks its `%s`",
             field);
}

void complain_variable_clash(Checker *checker, const OptionUse *option,
                             const char *variable, Span other)
{
    Diag *diag = diag_add(checker->diags, "E0383", option->span,
                          "the variable `%s` is set twice", variable);
    if (!span_is_nowhere(other))
        diag_also(checker->diags, diag, other, "here too");
}

void complain_not_named(Checker *checker, Span span, const Sym *name,
                        const Type *found)
{
    if (type_is_poisoned(found))
        return;
    Diag *diag = diag_add(checker->diags, "E0384", span,
                          "`%s` wants names with values, found %s", name->text,
                          type_text(checker->arena, found));
    if (strcmp(name->text, "secrets") == 0)
        diag_help(checker->diags, diag,
                  "a secret is written `{ group: \"db\", key: \"password\" }`");
    else
        diag_help(checker->diags, diag, "write `%s: { name: \"value\" }`",
                  name->text);
}

void complain_not_list(Checker *checker, const OptionUse *option,
                       const char *example)
{
    Diag *diag = diag_add(checker->diags, "E0385", option->value_span,
                          "`%s` wants a list in brackets", option->name->text);
    diag_help(checker->diags, diag, "as in `%s: %s`", option->name->text,
              example);
}

/* ---- E0450: where it is written ---- */

static void write_places(Buf *buf, unsigned places)
{
    const char *between = "";
    for (unsigned place = 1; place <= PLACE_DEFAULTS; place *= 2) {
        bool is_last = places < place * 2;
        if (!(places & place))
            continue;
        buf_print(buf, "%s%s%s", between, *between && is_last ? "or " : "",
                  setting_place_text((SettingPlace)place));
        between = ", ";
    }
}

void complain_no_effect(Checker *checker, const OptionUse *option,
                        SettingPlace place, unsigned places)
{
    Diag *diag = diag_add(checker->diags, "E0450", option->span,
                          "Flyte ignores `%s` on %s", option->name->text,
                          setting_place_text(place));
    if (place == PLACE_MAP && (places & PLACE_CALL)) {
        diag_help(checker->diags, diag,
                  "write it on the call inside the brackets: "
                  "`[f(x) with { %s: ... } for x in xs]`",
                  option->name->text);
        return;
    }
    if (place == PLACE_GATE && strcmp(option->name->text, "timeout") == 0) {
        diag_help(checker->diags, diag,
                  "how long a gate waits is an argument of it: "
                  "`approve(\"name\", timeout: 1d)`");
        return;
    }
    Buf buf = {.arena = checker->arena};
    write_places(&buf, places);
    diag_help(checker->diags, diag, "it has its place on %s", buf_string(&buf));
}

void complain_cache_of_nothing(Checker *checker, const OptionUse *option)
{
    Diag *diag = diag_add(checker->diags, "E0450", option->span,
                          "Flyte ignores `%s` on a task without outputs",
                          option->name->text);
    diag_help(checker->diags, diag,
              "it keeps outputs, so this task runs each time; give it an "
              "output, or leave `%s` out",
              option->name->text);
}

/* ---- E0520: Kubernetes' and Flyte's grammars ---- */

void complain_name_fault(Checker *checker, Span span, const char *what,
                         const char *found, const char *fault)
{
    diag_add(checker->diags, "E0520", span, "`%s` cannot be %s: it %s", found,
             what, fault);
}

void complain_image(Checker *checker, Span span, const char *found,
                    const char *fault)
{
    Diag *diag = diag_add(checker->diags, "E0521", span,
                          "`%s` names no image: it %s", found, fault);
    diag_help(checker->diags, diag,
              "an image is written [host/]name[:tag][@digest], as in "
              "\"ghcr.io/acme/eta:1.4\"");
}

/* ---- warnings ---- */

void warn_accelerator(Checker *checker, Span span, const char *found)
{
    for (size_t i = 0; i < COUNT(accelerators); i++)
        if (strcmp(accelerators[i], found) == 0)
            return;
    const Sym *name = sym_of(checker->syms, found);
    const Sym *near = nearest(checker, name, accelerators, COUNT(accelerators));
    Diag *diag = diag_add(checker->diags, "W0421", span,
                          "flw does not know the accelerator `%s`", found);
    if (near)
        diag_fix(checker->diags, diag, FIX_UNSAFE, span,
                 arena_print(checker->arena, "\"%s\"", near->text),
                 "did you mean \"%s\"?", near->text);
    else
        diag_help(checker->diags, diag,
                  "a name that no node of the cluster carries leaves the pod "
                  "pending until it times out");
}

void warn_secret_group(Checker *checker, Span span, const char *found,
                       const char *fault)
{
    Diag *diag = diag_add(checker->diags, "W0422", span,
                          "no Kubernetes secret can be called `%s`: it %s",
                          found, fault);
    diag_help(checker->diags, diag,
              "this works only where Flyte's secrets come from elsewhere; with "
              "Kubernetes the pod never starts");
}
