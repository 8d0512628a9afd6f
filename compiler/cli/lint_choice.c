/* lint_choice.c - which warnings a command wants to hear of. */
#include "compiler/cli/lint_choice.h"

#include <stdio.h>
#include <string.h>

#include "compiler/cli/explain_page.h"
#include "compiler/lint/lint.h"

static bool names_warnings(const CommandInput *input, const char *option)
{
    const char *value;
    for (uint32_t at = 0; (value = command_next(input, option, &at));) {
        bool is_code = value[0] == 'W' && explain_page(value);
        if (is_code || strcmp(value, "all") == 0)
            continue;
        fprintf(stderr,
                "flw: --%s: `%s` is no code of a warning, such as W0430, nor "
                "`all`; `flw lint --list` lists them\n",
                option, value);
        return false;
    }
    return true;
}

bool lint_choice_is_good(const CommandInput *input)
{
    return names_warnings(input, "allow") && names_warnings(input, "deny");
}

static bool is_named(const CommandInput *input, const char *option,
                     const char *code)
{
    const char *value;
    for (uint32_t at = 0; (value = command_next(input, option, &at));)
        if (strcmp(value, code) == 0 || strcmp(value, "all") == 0)
            return true;
    return false;
}

static bool is_wanted(const void *context, const Diag *diag)
{
    return diag->severity != SEVERITY_WARNING ||
           !is_named(context, "allow", diag->code);
}

static void deny(const CommandInput *input, Diags *diags)
{
    for (uint32_t i = 0; i < diags->at.len; i++) {
        Diag *diag = diags->at.at[i];
        if (diag->severity != SEVERITY_WARNING ||
            !is_named(input, "deny", diag->code))
            continue;
        diag->severity = SEVERITY_ERROR;
        diags->warnings--;
        diags->errors++;
    }
}

void lint_choose(const CommandInput *input, Session *session, bool wants_lints)
{
    if (wants_lints)
        lint_session(session);
    else
        lint_silence(session);
    diags_filter(&session->diags, is_wanted, input);
    deny(input, &session->diags);
}
