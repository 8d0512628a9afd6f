/* option.h - reading the value of one option, wherever options are written:
 * `with`, launch plans, kinds.
 *
 * Every reader complains of what is wrong and then gives false or NULL. */
#ifndef FLW_TYPESYS_OPTION_H
#define FLW_TYPESYS_OPTION_H

#include <stdbool.h>
#include <stdint.h>

#include "typesys/complain_settings.h"
#include "typesys/named.h"
#include "typesys/quantity.h"
#include "typesys/settings.h"

typedef struct Option {
    Checker *checker;
    const Named *entry;
    OptionUse use;
    Why why;
} Option;

typedef enum PairKind { PAIRS_ENV, PAIRS_LABELS, PAIRS_ANNOTATIONS } PairKind;

/* owner: what the option is of; may be NULL. */
Option option_of(Checker *checker, const Named *entry, const Sym *owner);

bool option_bool(const Option *option, bool *out);
/* first and last are both allowed. */
bool option_int(const Option *option, int64_t first, int64_t last,
                int64_t *out);
/* Over 0, at most 1. */
bool option_share(const Option *option, double *out);
/* Over 0, in ns. */
bool option_duration(const Option *option, int64_t *out);
/* Not empty. */
const char *option_text(const Option *option);
/* The index of the bare word among words (ends with NULL); -1. */
int option_word(const Option *option, const char *const *words);
bool option_quantity(const Option *option, Dimension dimension, Quantity *out);
/* A single size: no range. NULL: complained of. */
const char *option_size(const Option *option);
/* Adds to out, in place of pairs with the same name; sorted by name. */
bool option_pairs(const Option *option, PairKind kind, SettingPairVec *out);
bool option_secrets(const Option *option, SecretUseVec *out);
const char *option_image(const Option *option);
/* A name in Flyte: letters, digits, _, - and dots, at most 255. */
const char *option_flyte_name(const Option *option);
/* A name by one of the grammars of kube_name.h; what: "a pod template". */
const char *option_kube_name(const Option *option, const char *what,
                             const char *(*find_fault)(const char *));

#endif
