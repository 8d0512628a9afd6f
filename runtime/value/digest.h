/* digest.h - one number for one value: SHA-256 over a canonical form.
 *
 * The form is type tag, length, bytes for every part; map keys sorted, floats
 * by their bits with one NaN, so that different values never have the same
 * bytes. A literal's `hash`, where set, stands for its value, as in Flyte's
 * catalog. Not a function of project, machine or order of maps. */
#ifndef FLW_RUNTIME_VALUE_DIGEST_H
#define FLW_RUNTIME_VALUE_DIGEST_H

#include "base/hash.h"
#include "runtime/value/literal.h"

void literal_digest(const IdlLiteral *literal,
                    unsigned char digest[HASH_SHA256_SIZE]);
/* Without the names in `ignored` (n of them; may be NULL). */
void literal_map_digest(const IdlLiteralMap *map, char *const *ignored,
                        size_t n, unsigned char digest[HASH_SHA256_SIZE]);
/* Of the names and types of an interface's side, without descriptions and
 * annotations. */
void variables_digest(const IdlVariableMap *variables,
                      unsigned char digest[HASH_SHA256_SIZE]);

#endif
