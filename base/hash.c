#include "base/hash.h"

#include <openssl/evp.h>

#include "base/panic.h"

void hash_sha256(const void *bytes, size_t len,
                 unsigned char digest[HASH_SHA256_SIZE])
{
    if (!EVP_Digest(bytes, len, digest, NULL, EVP_sha256(), NULL))
        panic_at(__FILE__, __LINE__, "libcrypto refuses SHA-256");
}

void hash_sha256_hex(const void *bytes, size_t len,
                     char hex[2 * HASH_SHA256_SIZE + 1])
{
    static const char digits[] = "0123456789abcdef";
    unsigned char digest[HASH_SHA256_SIZE];
    hash_sha256(bytes, len, digest);
    for (int i = 0; i < HASH_SHA256_SIZE; i++) {
        hex[2 * i] = digits[digest[i] >> 4];
        hex[2 * i + 1] = digits[digest[i] & 15];
    }
    hex[2 * HASH_SHA256_SIZE] = '\0';
}
