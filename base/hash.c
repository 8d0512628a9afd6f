#include "base/hash.h"

#include <openssl/evp.h>

#include "base/panic.h"

static void must(int done)
{
    if (!done)
        panic_at(__FILE__, __LINE__, "libcrypto refuses SHA-256");
}

void hash_sha256(const void *bytes, size_t len,
                 unsigned char digest[HASH_SHA256_SIZE])
{
    must(EVP_Digest(bytes, len, digest, NULL, EVP_sha256(), NULL));
}

void hash_hex(const unsigned char digest[HASH_SHA256_SIZE],
              char hex[HASH_SHA256_HEX])
{
    static const char digits[] = "0123456789abcdef";
    for (int i = 0; i < HASH_SHA256_SIZE; i++) {
        hex[2 * i] = digits[digest[i] >> 4];
        hex[2 * i + 1] = digits[digest[i] & 15];
    }
    hex[2 * HASH_SHA256_SIZE] = '\0';
}

void hash_sha256_hex(const void *bytes, size_t len, char hex[HASH_SHA256_HEX])
{
    unsigned char digest[HASH_SHA256_SIZE];
    hash_sha256(bytes, len, digest);
    hash_hex(digest, hex);
}

/* A HashStream is libcrypto's context under a name of ours. */
HashStream *hash_begin(void)
{
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    must(context && EVP_DigestInit_ex(context, EVP_sha256(), NULL));
    return (HashStream *)context;
}

void hash_add(HashStream *stream, const void *bytes, size_t len)
{
    must(EVP_DigestUpdate((EVP_MD_CTX *)stream, bytes, len));
}

void hash_end(HashStream *stream, unsigned char digest[HASH_SHA256_SIZE])
{
    EVP_MD_CTX *context = (EVP_MD_CTX *)stream;
    if (digest)
        must(EVP_DigestFinal_ex(context, digest, NULL));
    EVP_MD_CTX_free(context);
}
