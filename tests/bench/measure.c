/* measure.c - what commands cost: measure ROUNDS COMMAND... [-- COMMAND...]
 *
 * Prints a line for each: the median of its CPU time in ms, the least of it,
 * and the most memory it had in KiB. CPU time, because other processes hardly
 * change it; in turns, because what they do change then changes all. */
#define _DEFAULT_SOURCE /* wait4 */
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ROUNDS_MAX = 1000, COMMANDS_MAX = 8 };

typedef struct Command {
    char **words;
    double times[ROUNDS_MAX];
    long memory;
} Command;

static double ms_of(struct timeval time)
{
    return (double)time.tv_sec * 1e3 + (double)time.tv_usec / 1e3;
}

static void begin(char **words)
{
    int nowhere = open("/dev/null", O_WRONLY);
    dup2(nowhere, STDOUT_FILENO);
    dup2(nowhere, STDERR_FILENO);
    execvp(words[0], words);
    _exit(127);
}

static int compare(const void *left, const void *right)
{
    double a = *(const double *)left;
    double b = *(const double *)right;
    return (a > b) - (a < b);
}

/* False: it could not be started, or was killed. */
static bool run(Command *command, int round)
{
    struct rusage used;
    int status = 0;
    pid_t child = fork();
    if (child == 0)
        begin(command->words);
    if (wait4(child, &status, 0, &used) < 0 || !WIFEXITED(status) ||
        WEXITSTATUS(status) == 127)
        return false;
    command->times[round] = ms_of(used.ru_utime) + ms_of(used.ru_stime);
    if (used.ru_maxrss > command->memory)
        command->memory = used.ru_maxrss;
    return true;
}

int main(int argc, char **argv)
{
    static Command commands[COMMANDS_MAX];
    int rounds = argc > 2 ? atoi(argv[1]) : 0;
    int count = 1;
    if (rounds < 1 || rounds > ROUNDS_MAX)
        return 2;
    commands[0].words = argv + 2;
    for (int i = 2; i < argc && count < COMMANDS_MAX; i++)
        if (!strcmp(argv[i], "--")) {
            argv[i] = NULL;
            commands[count++].words = argv + i + 1;
        }
    for (int i = 0; i < rounds; i++)
        for (int k = 0; k < count; k++)
            if (!run(&commands[k], i))
                return 2;
    for (int k = 0; k < count; k++) {
        double *times = commands[k].times;
        qsort(times, (size_t)rounds, sizeof *times, compare);
        printf("%.3f %.3f %ld\n", times[rounds / 2], times[0],
               commands[k].memory);
    }
    return 0;
}
