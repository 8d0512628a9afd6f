/* test_image_ref.c - what containerd takes for an image, and what not. */
#include <string.h>

#include "tests/unit/suites.h"
#include "typesys/image_ref.h"

#define HEX64 "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define A100                                             \
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" \
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define A128 A100 "aaaaaaaaaaaaaaaaaaaaaaaaaaaa"

static const char *const good[] = {
    "alpine",
    "alpine:3.20",
    "library/alpine",
    "ghcr.io/acme/eta:1.4",
    "localhost/eta",
    "localhost:5000/eta:dev",
    "registry.acme.example:5000/a/b/c:v1",
    "Registry.Acme.Example/eta",
    "a__b/c-d.e_f",
    "a---b",
    "eta@sha256:" HEX64,
    "ghcr.io/acme/eta:1.4@sha256:" HEX64,
    "eta:" A128,
    "eta:V1_2.3-x",
    A128 A100 "aaaaaaaaaaaaaaaaaaaaaaaaaaa",
};

typedef struct Bad {
    const char *text;
    const char *why;
} Bad;

static const Bad bad[] = {
    {"", "is empty"},
    {"eta 1.4", "has a space in it"},
    {"eta\n", "has a space in it"},
    {"\xc3\xa9ta", "has a character that is not plain ASCII"},
    {"https://ghcr.io/eta", "starts like a URL"},
    {"{{.images.default.fqn}}:{{.images.default.version}}",
     "has a `{{...}}` template, which only flytekit fills in"},
    {"Acme/eta", "has a capital letter in its path"},
    {"ghcr.io/Acme/eta", "has a capital letter in its path"},
    {"ETA", "has a capital letter in its path"},
    {"ghcr.io//eta", "has an empty part between `/`"},
    {"acme/eta/", "has an empty part between `/`"},
    {"/eta", "has an empty part between `/`"},
    {"eta:", "has an empty tag"},
    {"eta:1.4:2", "has a tag with a character other than letters, digits, "
                  "`_`, `.` and `-`"},
    {"eta:.1", "has a tag that starts with `.` or `-`"},
    {"eta:-1", "has a tag that starts with `.` or `-`"},
    {"eta:" A128 "a", "has a tag longer than 128 characters"},
    {"eta@sha256:" HEX64 "0", "has a sha256 digest that is not 64 digits long"},
    {"eta@sha256:abc", "has a sha256 digest that is not 64 digits long"},
    {"eta@md5:abc", "has a digest of fewer than 32 digits"},
    {"eta@sha256:" HEX64 "@x", "has a digest that is not hexadecimal"},
    {"eta@" HEX64, "has a digest without its method, as in `@sha256:...`"},
    {"eta@", "has a digest without its method, as in `@sha256:...`"},
    {"a___b", "has a part that does not start and end with a letter or digit"},
    {"a.", "has a part that does not start and end with a letter or digit"},
    {"-a", "has a part that does not start and end with a letter or digit"},
    {"a..b", "has a part that does not start and end with a letter or digit"},
    {"a$b", "has a character that no image name may have"},
    {"host.x:port/eta", "has a port that is not a number"},
    {"host.x:/eta", "has an empty port"},
    {":5000/eta", "has an empty host"},
    {".host/eta", "has a host that starts or ends with `.` or `-`"},
    {"ho$t.x/eta", "has a host with a character that no host may have"},
    {HEX64, "is a bare digest, which is no name"},
    {A128 A128, "has a name longer than 255 characters"},
};

START_TEST(a_good_reference_is_taken)
{
    const char *fault = image_ref_fault(good[_i]);
    ck_assert_msg(!fault, "%s: %s", good[_i], fault);
}
END_TEST

START_TEST(a_bad_reference_is_refused_with_its_reason)
{
    const char *fault = image_ref_fault(bad[_i].text);
    ck_assert_msg(fault != NULL, "%s", bad[_i].text);
    ck_assert_str_eq(fault, bad[_i].why);
}
END_TEST

Suite *image_ref_suite(void)
{
    Suite *suite = suite_create("image_ref");
    TCase *tests = tcase_create("image_ref");
    tcase_add_loop_test(tests, a_good_reference_is_taken, 0,
                        sizeof(good) / sizeof(*good));
    tcase_add_loop_test(tests, a_bad_reference_is_refused_with_its_reason, 0,
                        sizeof(bad) / sizeof(*bad));
    suite_add_tcase(suite, tests);
    return suite;
}
