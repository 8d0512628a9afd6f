/* hash.h - digests that others can check. */
#ifndef FLW_BASE_HASH_H
#define FLW_BASE_HASH_H

#include <stddef.h>

enum { HASH_SHA256_SIZE = 32, HASH_SHA256_HEX = 2 * HASH_SHA256_SIZE + 1 };

/* The SHA-256 of len bytes. */
void hash_sha256(const void *bytes, size_t len,
                 unsigned char digest[HASH_SHA256_SIZE]);
/* The same in lower-case hex, NUL-terminated. */
void hash_sha256_hex(const void *bytes, size_t len, char hex[HASH_SHA256_HEX]);
void hash_hex(const unsigned char digest[HASH_SHA256_SIZE],
              char hex[HASH_SHA256_HEX]);

/* The SHA-256 of bytes that come piece by piece. Whoever begins must end, which
 * frees it; digest NULL: it is not wanted any more. */
typedef struct HashStream HashStream;

HashStream *hash_begin(void);
void hash_add(HashStream *stream, const void *bytes, size_t len);
void hash_end(HashStream *stream, unsigned char digest[HASH_SHA256_SIZE]);

#endif
