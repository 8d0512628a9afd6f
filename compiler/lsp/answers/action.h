/* action.h - code actions: what all makers of them share. */
#ifndef FLW_COMPILER_LSP_ACTION_H
#define FLW_COMPILER_LSP_ACTION_H

#include "base/diag.h"
#include "compiler/lsp/answers/request.h"

typedef Vec(DiagEdit) ActionEdits;

typedef struct Action {
    const char *title;
    const char *kind; /* "quickfix", "refactor.extract" … */
    bool preferred;
    ActionEdits edits; /* of the focus's document */
} Action;

/* What the client asks about. */
typedef struct Site {
    Request *request;
    const Focus *focus;
    Span range;
} Site;

/* Does the client want actions of that kind? */
bool action_wanted(const Request *request, const char *kind);
void action_edit(const Site *site, Action *action, Span span, const char *text);
void action_put(const Site *site, const Action *action);

/* Each puts those that it has. */
void actions_imports(const Site *site);
void actions_missing(const Site *site);
void actions_extract(const Site *site);

#endif
