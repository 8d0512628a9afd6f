/* test_kube_name.c - labels, DNS names, variables, mail addresses. */
#include <string.h>

#include "tests/unit/suites.h"
#include "typesys/kube_name.h"
#include "typesys/mail_address.h"

#define A62 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define A63 A62 "a"
#define A64 A63 "a"

typedef const char *(*FindFault)(const char *);

typedef struct Row {
    FindFault find;
    const char *name;
    const char *fault; /* NULL: it is good */
} Row;

#define KEY    kube_label_key_fault
#define VALUE  kube_label_value_fault
#define LABEL  kube_dns_label_fault
#define DOMAIN kube_subdomain_fault
#define ENV    kube_variable_fault
#define SECRET kube_secret_variable_fault
#define MAIL   mail_address_fault

static const char letters[] = "may have only letters, digits, `-`, `_` and `.`";
static const char ends[] = "must start and end with a letter or digit";
static const char smalls[] = "may have only small letters, digits and `-`";
static const char small_ends[] =
    "must start and end with a small letter or digit";

static const Row rows[] = {
    {KEY, "team", NULL},
    {KEY, "Team_1.x-y", NULL},
    {KEY, "acme.example/team", NULL},
    {KEY, A63, NULL},
    {KEY, A64, "is longer than 63 characters"},
    {KEY, "", "is empty"},
    {KEY, "/team", "has nothing before its `/`"},
    {KEY, "acme/", "has nothing after its `/`"},
    {KEY, "a/b/c", "has more than one `/`"},
    {KEY, "Acme/team", smalls},
    {KEY, "acme..example/team", "has an empty part"},
    {KEY, "my team", "has a space in it"},
    {KEY, "-team", ends},
    {KEY, "team-", ends},
    {KEY, "te$am", letters},
    {KEY, "\xc3\xa9t\xc3\xa9", letters},
    {VALUE, "", NULL},
    {VALUE, "v1.2-rc_3", NULL},
    {VALUE, A63, NULL},
    {VALUE, A64, "is longer than 63 characters"},
    {VALUE, "a b", "has a space in it"},
    {VALUE, ".a", ends},
    {VALUE, "a/b", letters},
    {LABEL, "primary", NULL},
    {LABEL, "a", NULL},
    {LABEL, "0-a", NULL},
    {LABEL, A63, NULL},
    {LABEL, A64, "is longer than 63 characters"},
    {LABEL, "", "is empty"},
    {LABEL, "Primary", smalls},
    {LABEL, "a_b", smalls},
    {LABEL, "a.b", smalls},
    {LABEL, "-a", small_ends},
    {LABEL, "a-", small_ends},
    {DOMAIN, "a.b-c.d", NULL},
    {DOMAIN, "", "is empty"},
    {DOMAIN, "a..b", "has an empty part"},
    {DOMAIN, ".a", "has an empty part"},
    {DOMAIN, "a.", "has an empty part"},
    {DOMAIN, A64 ".b", "has a part longer than 63 characters"},
    {DOMAIN, A62 "." A62 "." A62 "." A63, NULL},
    {DOMAIN, A63 "." A63 "." A63 "." A62 "", "is longer than 253 characters"},
    {ENV, "PATH", NULL},
    {ENV, "_x9", NULL},
    {ENV, "", "is empty"},
    {ENV, "9x", "starts with a digit"},
    {ENV, "MY-VAR", "may have only letters, digits and `_`"},
    {ENV, "a b", "may have only letters, digits and `_`"},
    {SECRET, "PGPASSWORD", NULL},
    {SECRET, "_A1", NULL},
    {SECRET, "PgPassword", "must be in capitals"},
    {SECRET, "1A", "starts with a digit"},
    {MAIL, "eta@acme.example", NULL},
    {MAIL, "a.b+c@Acme.Example", NULL},
    {MAIL, "root@localhost", NULL},
    {MAIL, "#eta", "has no `@`"},
    {MAIL, "", "has no `@`"},
    {MAIL, "@acme.example", "has nothing before its `@`"},
    {MAIL, "eta@", "has nothing behind its `@`"},
    {MAIL, "eta @acme.example", "has a space in it"},
    {MAIL, "a@b@c", "has a character that no address may have"},
    {MAIL, ".a@b.c", "has a `.` at an end of its first part"},
    {MAIL, "a..b@c.d", "has two dots side by side"},
    {MAIL, "a@b_c.d", "has a domain that is no DNS name"},
    {MAIL, A64 "@b.c", NULL},
    {MAIL, A64 "a@b.c", "has more than 64 characters before its `@`"},
};

START_TEST(a_name_is_held_against_its_grammar)
{
    const Row *row = &rows[_i];
    const char *fault = row->find(row->name);
    if (row->fault)
        ck_assert_msg(fault && strcmp(fault, row->fault) == 0, "%s: %s",
                      row->name, fault ? fault : "fine");
    else
        ck_assert_msg(!fault, "%s: %s", row->name, fault);
}
END_TEST

Suite *kube_name_suite(void)
{
    Suite *suite = suite_create("kube_name");
    TCase *tests = tcase_create("kube_name");
    tcase_add_loop_test(tests, a_name_is_held_against_its_grammar, 0,
                        sizeof(rows) / sizeof(*rows));
    suite_add_tcase(suite, tests);
    return suite;
}
