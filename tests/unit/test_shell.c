#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "compiler/lint/shell.h"
#include "tests/unit/suites.h"

/* A script, its commands (words joined by spaces, `|` where a pipe goes on,
 * `?` behind a condition) and its variables (`x` split, `:x` in a list, "x"
 * whole); "!" for one that is broken. */
typedef struct ShellCase {
    const char *script;
    const char *commands;
    const char *vars;
} ShellCase;

static const ShellCase cases[] = {
    {"", "", ""},
    {"echo", "echo;", ""},
    {"a b 'c d' \"e f\" g\\ h", "a b c d e f g h;", ""},
    {"a; b & c\n\nd", "a;b;c;d;", ""},
    {"a | b |\n c |& d", "a|b|c|d;", ""},
    {"a && b || c", "a?;b?;c;", ""},
    {"# a\nb # c\nd#e", "b;d#e;", ""},
    {"a \\\n  b", "a b;", ""},
    {"if a; then b; elif c; then d; else e; fi", "a?;b;c?;d;e;", ""},
    {"while a; do b; done; until c; do d; done", "a?;b;c?;d;", ""},
    {"for x in $a \"$b\" c; do d $x; done", "d $x;", ":a \"b\" x"},
    {"for x; do d; done", "d;", ""},
    {"for ((i = 0; i < $n; i++)); do a; done", "a;", ""},
    {"case $x in a | b) c ;; (d) e $y;; *) f\nesac; g", "c;e $y;f;g;",
     "\"x\" y"},
    {"case x in esac", "", ""},
    {"case x in\n# a\na) case y in b) c ;; esac ;; d) e ;; esac", "c;e;", ""},
    {"[[ $x == a* && -f $y || ( $z ) ]] && a", "a;", "\"x\" \"y\" \"z\""},
    {"[ $x = a ]", "[ $x = a ];", "x"},
    {"x=$a y=\"$b\" z=c; x=$a d $b", "d $b;", "\"a\" \"b\" \"a\" b"},
    {"x=(a $b 'c)'); d", "d;", ""},
    {"export x=$a; echo x=$a", "export;echo x=$a;", "\"a\" a"},
    {"a $x ${x} ${x:-$y} ${#x} $# $? $$ $! $1 $@",
     "a $x ${x} ${x:-$y} ${#x} "
     "$# $? $$ $! $1 $@;",
     "x x x 1 @"},
    {"a \"$x ${y} $(b $z) `c $w`\" '$q'",
     "b $z;c $w;a $x ${y} $(b $z) "
     "`c $w` $q;",
     "\"x\" \"y\" z w"},
    {"a $((1 + ($x))) $(b)", "b;a $((1 + ($x))) $(b);", ""},
    {"a > $x 2>&1 < \"$y\" >> z 3>w b", "a b;", "x \"y\""},
    {"a <<< $x", "a;", "x"},
    {"a <<E; b\n$x ' \" (\nE\nc", "a;b;c;", ""},
    {"a <<'E' <<-F\n x\nE\n\t\tF\nb", "a;b;", ""},
    {"a <<E\nnever ends", "a;", ""},
    {"diff <(a $x) <(b)", "a $x;b;diff;", "x"},
    {"(a; b) | c", "a;b;c;", ""},
    {"((x = 1)) && a", "a;", ""},
    {"f() { a; }; f", "a;f;", ""},
    {"{ a; b; } > c", "a;b;", ""},
    {"a $'b\\'c' \"$'\"", "a $'b\\'c' $';", ""},
    {"! a", "a;", ""},
    {"a \"b", "!", "!"},
    {"a 'b", "!", "!"},
    {"a $(b", "!", "!"},
    {"a ${b", "!", "!"},
    {"a `b", "!", "!"},
    {"a )", "!", "!"},
    {"(a", "!", "!"},
    {"case a in b) c", "!", "!"},
    {"case a of", "!", "!"},
    {"for x\\", "!", "!"},
    {"a >", "a;", ""},
};

static const char *commands_of(Arena *arena, const Shell *shell)
{
    Buf out = {.arena = arena};
    for (uint32_t i = 0; i < shell->commands.len; i++) {
        const ShellCommand *command = &shell->commands.at[i];
        for (uint32_t j = 0; j < command->words.len; j++)
            buf_print(&out, "%s%s", j ? " " : "", command->words.at[j].text);
        buf_text(&out, command->is_condition ? "?" : "");
        buf_text(&out, command->writes_pipe ? "|" : ";");
    }
    return shell->broken ? "!" : buf_string(&out);
}

static const char *vars_of(Arena *arena, const Shell *shell)
{
    static const char *const before[] = {"", ":", "\""};
    static const char *const after[] = {"", "", "\""};
    Buf out = {.arena = arena};
    for (uint32_t i = 0; i < shell->vars.len; i++) {
        const ShellVar *var = &shell->vars.at[i];
        buf_print(&out, "%s%s%.*s%s", i ? " " : "", before[var->place],
                  (int)var->name_len, var->name, after[var->place]);
    }
    return shell->broken ? "!" : buf_string(&out);
}

START_TEST(commands_and_variables_are_found)
{
    Arena arena = {0};
    const char *script = cases[_i].script;
    const Shell *shell = shell_read(&arena, script, (uint32_t)strlen(script));
    ck_assert_str_eq(commands_of(&arena, shell), cases[_i].commands);
    ck_assert_str_eq(vars_of(&arena, shell), cases[_i].vars);
    arena_release(&arena);
}
END_TEST

/* Any cut of a script ends, and reads nothing behind its end. */
START_TEST(every_prefix_can_be_read)
{
    const char *script = cases[_i].script;
    for (uint32_t len = 0; len <= strlen(script); len++) {
        Arena arena = {0};
        char *cut = arena_copy(&arena, script, len);
        const Shell *shell = shell_read(&arena, cut, len);
        for (uint32_t i = 0; i < shell->vars.len; i++)
            ck_assert_uint_le(shell->vars.at[i].end, len);
        arena_release(&arena);
    }
}
END_TEST

START_TEST(deep_brackets_are_given_up)
{
    Arena arena = {0};
    Buf script = {.arena = &arena};
    for (int i = 0; i < 100000; i++)
        buf_text(&script, "$(");
    const Shell *shell =
        shell_read(&arena, buf_string(&script), (uint32_t)script.len);
    ck_assert(shell->broken);
    arena_release(&arena);
}
END_TEST

Suite *shell_suite(void)
{
    Suite *suite = suite_create("shell");
    TCase *tcase = tcase_create("shell");
    int count = sizeof(cases) / sizeof(*cases);
    tcase_add_loop_test(tcase, commands_and_variables_are_found, 0, count);
    tcase_add_loop_test(tcase, every_prefix_can_be_read, 0, count);
    tcase_add_test(tcase, deep_brackets_are_given_up);
    suite_add_tcase(suite, tcase);
    return suite;
}
