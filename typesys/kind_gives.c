/* A task's inputs and outputs against what its kind can name and give. */
#include <string.h>

#include "typesys/complain_kind.h"
#include "typesys/kind_use.h"
#include "typesys/python_name.h"

/* ---- kinds that say what their tasks give ---- */

void declare_kind_outputs(Checker *checker, const Decl *kind)
{
    const ParamVec *outputs = &kind->as.kind.outputs;
    for (uint32_t i = 0; i < outputs->len; i++)
        outputs->at[i]->found = resolve_type(checker, outputs->at[i]->type);
}

/* The few of a kind are looked through. */
static const Param *output_of(const Decl *kind, const Sym *name)
{
    const ParamVec *outputs = &kind->as.kind.outputs;
    for (uint32_t i = 0; i < outputs->len; i++)
        if (outputs->at[i]->name.sym == name)
            return outputs->at[i];
    return NULL;
}

static bool is_given(Checker *checker, const Param *given, const Type *type)
{
    return type_is_poisoned(given->found) || type_is_poisoned(type) ||
           accept_type(checker->types, given->found, type, NULL) == ACCEPT_YES;
}

/* A task may have no use for what its kind gives; it gets nothing else. */
static void check_given(Checker *checker, const Decl *task, const Decl *kind)
{
    const ParamVec *outputs = &task->as.task.signature.outputs;
    for (uint32_t i = 0; i < outputs->len; i++) {
        const Local *output = &task->as.task.outputs[i];
        if (!output->name.sym)
            continue;
        const Param *given = output_of(kind, output->name.sym);
        if (!given)
            complain_not_given(checker, task, kind, output);
        else if (!is_given(checker, given, output->type))
            complain_given_type(checker, task, given, output);
    }
}

/* ---- Python ---- */

/* flytekit calls the function by the names of inputs, and keeps several
 * outputs, or one that has a name, in a tuple with names. */
static void check_python_side(Checker *checker, const Decl *task,
                              const Local *locals, uint32_t len)
{
    for (uint32_t i = 0; i < len; i++) {
        const Local *local = &locals[i];
        const char *name = local->name.sym ? local->name.sym->text : "";
        if (python_name_is_keyword(name, strlen(name)))
            complain_python_word(checker, task, local,
                                 "a word of Python's own");
        else if (local->kind == LOCAL_OUTPUT && *name == '_')
            complain_python_word(checker, task, local,
                                 "no name for a part of a tuple");
    }
}

void check_kind_gives(Checker *checker, const Decl *task)
{
    const KindUse *use = task->as.task.use;
    const Signature *signature = &task->as.task.signature;
    if (use->decl && !span_is_nowhere(use->decl->as.kind.outputs_span))
        check_given(checker, task, use->decl);
    if (!use->module || !use->function)
        return;
    check_python_side(checker, task, task->as.task.inputs,
                      signature->inputs.len);
    check_python_side(checker, task, task->as.task.outputs,
                      signature->outputs.len);
}
