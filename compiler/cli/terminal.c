/* terminal.c - what a stream can show. */
#include "compiler/cli/terminal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { WIDTH_MIN = 40, WIDTH_USUAL = 100 };

bool terminal_colour(const CommandInput *input, FILE *out)
{
    const char *choice = command_option(input, "color");
    if (choice && strcmp(choice, "always") == 0)
        return true;
    if (choice && strcmp(choice, "never") == 0)
        return false;
    const char *off = getenv("NO_COLOR");
    const char *term = getenv("TERM");
    if ((off && *off) || (term && strcmp(term, "dumb") == 0))
        return false;
    return isatty(fileno(out));
}

uint32_t terminal_width(FILE *out)
{
    const char *columns = getenv("COLUMNS");
    long width = columns ? strtol(columns, NULL, 10) : 0;
    struct winsize size;
    if (width <= 0 && isatty(fileno(out)) &&
        ioctl(fileno(out), TIOCGWINSZ, &size) == 0)
        width = size.ws_col;
    if (width <= 0 || width > 10000)
        return WIDTH_USUAL;
    return width < WIDTH_MIN ? WIDTH_MIN : (uint32_t)width;
}
