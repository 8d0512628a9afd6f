/* linter.h - what the lints share; for this folder alone. */
#ifndef FLW_COMPILER_LINT_LINTER_H
#define FLW_COMPILER_LINT_LINTER_H

#include "compiler/lint/shell.h"
#include "compiler/session/session.h"
#include "typesys/kind.h"
#include "typesys/settings.h"
#include "typesys/value.h"

/* A word of a command: of a container, or of a container of a pod. */
typedef struct CommandWord {
    const char *text;    /* placeholders are left out */
    Span span;           /* of its literal */
    const Local *pasted; /* the first string input in it; NULL: none */
} CommandWord;
typedef Vec(CommandWord) CommandWords;

/* A line of a script, and where it stands in the source. */
typedef struct ScriptLine {
    uint32_t start; /* in the script's text */
    uint32_t at;    /* the position of its first character */
} ScriptLine;

/* A shell script that a task runs, or a command that it runs without a shell:
 * then `shell` has that one command, whose words start at 0, 1, 2 … */
typedef struct Script {
    const Decl *task;
    const Shell *shell;
    const char *text;      /* NULL: a command without a shell */
    Span span;             /* of the literal; of a command: its first word */
    Vec(ScriptLine) lines; /* none: the literal is not written as it is */
    bool is_block;         /* written as r"""…""", so `"` may be put in */
    bool is_bash;          /* else: as POSIX has it */
    CommandWords words;    /* of a container's command; none: `using shell` */
    uint32_t flag;         /* which of them is `-c` */
} Script;
typedef Vec(Script) Scripts;

typedef struct Linter {
    Session *session;
    Arena *arena; /* of the lints alone; what the diagnostics say is copied */
    Diags *diags;
    Module *module;       /* at work */
    const Decl *defaults; /* of the module; NULL: none */
    Scripts scripts;      /* of the task at work */
    Map sound;     /* Module -> Module: without errors, as are its imports */
    Map imported;  /* Module -> Module: that another one imports */
    Map launched;  /* Decl -> Decl: workflow that has a launch plan */
    Map clusters;  /* Module -> Module: see module_cluster */
    Map constants; /* Sym of where, name and value -> Decl */
} Linter;

/* Every script and command of the task. */
void scripts_of(Linter *linter, const Decl *task, Scripts *out);
/* The place of [start, end) of the script; its literal when that is not written
 * as it is. Of a command: of its words. */
Span script_at(const Script *script, uint32_t start, uint32_t end);
/* The place of a command's first word. */
Span script_command_at(const Script *script, const ShellCommand *command);

/* The fields of a record or map; NULL: it is neither. */
const Args *record_args(const Expr *record);
/* The value of a field or option in a record or map; NULL: not written. */
Expr *record_value(const Expr *record, const char *name);
/* What the task's own `with`, or the module's `defaults`, says. */
Expr *option_value(const Linter *linter, const Decl *task, const char *name);
/* The constant that the expression is; NULL: none. */
const Value *linter_value(Linter *linter, const Expr *expr);
/* The constant text that it is; NULL: none. */
const Value *text_of(Linter *linter, const Expr *expr);
/* A member of a constant record or map; NULL: it has none. */
const Value *value_member(Linter *linter, const Value *record,
                          const char *name);
/* The items of a constant list; 0 when it is none. */
uint32_t value_count(const Value *list);
/* Where an option was written; the task's name when `defaults` says it. */
Span option_span(const Decl *task, SettingKind kind);
/* Does flw describe the task's container? */
bool has_container(const Decl *task);
/* The same for all modules that import each other, or are imported together:
 * one project. */
const Module *module_cluster(Linter *linter, const Module *module);
/* Its name. */
static inline const char *name_of(const Decl *decl)
{
    return decl->name.sym->text;
}

/* Of tasks and of calls: images, and options that are written there, or below
 * (a task's, under a call). */
void judge_image(Linter *linter, const char *image, Span span);
void judge_retries(Linter *linter, const Settings *settings);
void judge_timeout(Linter *linter, const Settings *settings);
void judge_gpu_model(Linter *linter, const Settings *settings,
                     const Settings *below);
void judge_gpu_time(Linter *linter, const Settings *settings,
                    const Settings *below);
/* All of these for the options of a call or a map. */
void lint_call_options(Linter *linter, const Expr *expr);
/* How a name is written: of what is declared, bound, or a field. */
void judge_name(Linter *linter, Name name);

/* Every lint, by what it looks at. */
typedef void LintTask(Linter *linter, Decl *task);
typedef void LintDecl(Linter *linter, Decl *decl);
typedef void LintExpr(Linter *linter, Expr *expr);
typedef void LintText(Linter *linter, Span span, const char *text);
typedef void LintScript(Linter *linter, const Script *script);
typedef void LintModule(Linter *linter, Module *module);

#define LINT_TASK(code, function, reason)   LintTask lint_##function;
#define LINT_DECL(code, function, reason)   LintDecl lint_##function;
#define LINT_EXPR(code, function, reason)   LintExpr lint_##function;
#define LINT_TEXT(code, function, reason)   LintText lint_##function;
#define LINT_SCRIPT(code, function, reason) LintScript lint_##function;
#define LINT_MODULE(code, function, reason) LintModule lint_##function;
#include "compiler/lint/lints.def"

#endif
