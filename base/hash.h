/* hash.h - digests that others can check. */
#ifndef FLW_BASE_HASH_H
#define FLW_BASE_HASH_H

#include <stddef.h>

enum { HASH_SHA256_SIZE = 32 };

/* The SHA-256 of len bytes. */
void hash_sha256(const void *bytes, size_t len,
                 unsigned char digest[HASH_SHA256_SIZE]);
/* The same in lower-case hex, NUL-terminated. */
void hash_sha256_hex(const void *bytes, size_t len,
                     char hex[2 * HASH_SHA256_SIZE + 1]);

#endif
