#include <string.h>

#include "base/hash.h"
#include "tests/unit/suites.h"

typedef struct HashCase {
    const char *text;
    const char *hex;
} HashCase;

/* FIPS 180-2, appendix B */
static const HashCase cases[] = {
    {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
    {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
    {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
     "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
};

START_TEST(known_texts_have_their_known_digests)
{
    char hex[2 * HASH_SHA256_SIZE + 1];
    hash_sha256_hex(cases[_i].text, strlen(cases[_i].text), hex);
    ck_assert_str_eq(hex, cases[_i].hex);
}
END_TEST

START_TEST(hex_spells_the_bytes)
{
    unsigned char digest[HASH_SHA256_SIZE];
    hash_sha256("abc", 3, digest);
    ck_assert_uint_eq(digest[0], 0xba);
    ck_assert_uint_eq(digest[31], 0xad);
}
END_TEST

Suite *hash_suite(void)
{
    Suite *suite = suite_create("hash");
    TCase *tcase = tcase_create("hash");
    int count = sizeof(cases) / sizeof(*cases);
    tcase_add_loop_test(tcase, known_texts_have_their_known_digests, 0, count);
    tcase_add_test(tcase, hex_spells_the_bytes);
    suite_add_tcase(suite, tcase);
    return suite;
}
