/* scan.c - what flex alone costs: scan ROUNDS FILE
 *
 * Runs flw's own rules over the bytes; what they find is not even looked at.
 * Then all of reading, parsing and checking. Prints both medians in ms. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/file.h"
#include "compiler/session/session.h"
#include "grammar/scan.h"

enum { ROUNDS_MAX = 101 };

/* flex's own, by other names: tests.mk. */
int bare_init(Scan *scan, void **scanner);
struct yy_buffer_state *bare_buffer(char *base, size_t size, void *scanner);
int bare_scan(void *scanner);
int bare_end(void *scanner);

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static int compare(const void *left, const void *right)
{
    double a = *(const double *)left;
    double b = *(const double *)right;
    return (a > b) - (a < b);
}

static double scan_once(const char *text, size_t len)
{
    Arena arena = {0};
    Source source = {.text = text, .len = (uint32_t)len};
    TriviaVec trivia = {0};
    void *scanner;
    char *copy = calloc(1, len + 3); /* flw.l's end, and flex's own */
    memcpy(copy, text, len);
    copy[len] = '\xFF';
    Scan scan = {
        .arena = &arena, .source = &source, .trivia = &trivia, .zero = copy};
    if (bare_init(&scan, &scanner))
        exit(2);
    double start = now();
    bare_buffer(copy, len + 3, scanner);
    while (bare_scan(scanner))
        ;
    double time = now() - start;
    bare_end(scanner);
    free(copy);
    arena_release(&arena);
    return time;
}

static double check_once(const char *path)
{
    Session session;
    double start = now();
    session_init(&session, NULL, NULL);
    session_add_file(&session, path);
    session_check(&session);
    double time = now() - start;
    session_release(&session);
    return time;
}

int main(int argc, char **argv)
{
    Arena arena = {0};
    FileText text = {0};
    const char *why = NULL;
    int rounds = argc == 3 ? atoi(argv[1]) : 0;
    if (rounds < 1 || rounds > ROUNDS_MAX ||
        !file_read(&arena, argv[2], SOURCE_MAX, &text, &why))
        return 2;
    double scans[ROUNDS_MAX];
    double checks[ROUNDS_MAX];
    for (int i = 0; i < rounds; i++) {
        scans[i] = scan_once(text.text, text.len);
        checks[i] = check_once(argv[2]);
    }
    qsort(scans, (size_t)rounds, sizeof *scans, compare);
    qsort(checks, (size_t)rounds, sizeof *checks, compare);
    printf("%.3f %.3f\n", scans[rounds / 2], checks[rounds / 2]);
    arena_release(&arena);
    return 0;
}
