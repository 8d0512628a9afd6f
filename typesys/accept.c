#include "typesys/accept.h"

#include <assert.h>

#include "base/panic.h"
#include "typesys/castable.h"
#include "typesys/refine.h"

static AcceptAnswer fits(TypeTable *types, const Type *wanted,
                         const Type *found);

static AcceptAnswer yes_if(bool holds)
{
    return holds ? ACCEPT_YES : ACCEPT_NO;
}

/* A14: one variant takes it, and Flyte thinks so of no other. The very type
 * goes before types that would take it as well. */
static AcceptAnswer fits_union(TypeTable *types, const Type *wanted,
                               const Type *found)
{
    const Type *taker = NULL;
    AcceptAnswer answer = ACCEPT_NO;
    for (uint32_t i = 0; i < wanted->as.alt.len && taker != found; i++) {
        const Type *variant = wanted->as.alt.at[i];
        AcceptAnswer one = fits(types, variant, found);
        if (one == ACCEPT_YES && (!taker || variant == found))
            taker = variant;
        else if (one == ACCEPT_AMBIGUOUS)
            answer = ACCEPT_AMBIGUOUS;
    }
    if (!taker || found->kind == TYPE_NONE)
        return taker ? ACCEPT_YES : answer; /* A15: none is none */
    for (uint32_t i = 0; i < wanted->as.alt.len; i++) {
        const Type *variant = wanted->as.alt.at[i];
        if (variant != taker &&
            castable_to_variant(types, variant, found) != CASTABLE_NO)
            return ACCEPT_AMBIGUOUS;
    }
    return ACCEPT_YES;
}

/* A16: a variant carries its tag along, so only one with the same tag takes
 * it; the very type goes first. */
static AcceptAnswer fits_variant(TypeTable *types, const Type *wanted,
                                 const Type *found)
{
    uint32_t takers = 0;
    AcceptAnswer answer = ACCEPT_NO;
    for (uint32_t i = 0; i < wanted->as.alt.len; i++) {
        const Type *variant = wanted->as.alt.at[i];
        if (variant == found)
            return ACCEPT_YES;
        if (!castable_same_tag(variant, found))
            continue;
        AcceptAnswer one = fits(types, variant, found);
        takers += one == ACCEPT_YES;
        if (one == ACCEPT_AMBIGUOUS)
            answer = ACCEPT_AMBIGUOUS;
    }
    if (takers > 1)
        return ACCEPT_AMBIGUOUS;
    return takers ? ACCEPT_YES : answer;
}

static AcceptAnswer worse(AcceptAnswer first, AcceptAnswer second)
{
    return first == ACCEPT_YES                          ? second
           : first == ACCEPT_NO || second == ACCEPT_YES ? first
                                                        : second;
}

static AcceptAnswer fits_from_union(TypeTable *types, const Type *wanted,
                                    const Type *found)
{
    if (wanted->kind != TYPE_UNION)
        return ACCEPT_NO; /* A17 */
    AcceptAnswer answer = ACCEPT_YES;
    for (uint32_t i = 0; i < found->as.alt.len; i++)
        answer =
            worse(answer, fits_variant(types, wanted, found->as.alt.at[i]));
    return answer;
}

/* A9, A11: every wanted field is there and fits. */
static AcceptAnswer fits_fields(TypeTable *types, const Type *wanted,
                                const Type *found)
{
    AcceptAnswer answer = ACCEPT_YES;
    for (uint32_t i = 0; i < wanted->as.record.len; i++) {
        const RecordField *field = &wanted->as.record.at[i];
        const RecordField *other = type_field(found, field->name);
        if (!other)
            return ACCEPT_NO;
        answer = worse(answer, fits(types, field->type, other->type));
    }
    return answer;
}

static bool fits_format(const Sym *wanted, const Sym *found)
{
    return !wanted || wanted == found;
}

static AcceptAnswer fits_table(TypeTable *types, const Type *wanted,
                               const Type *found)
{
    if (!fits_format(wanted->as.table.format, found->as.table.format))
        return ACCEPT_NO;
    const Type *row = wanted->as.table.row;
    if (!row || row == found->as.table.row)
        return ACCEPT_YES;
    return found->as.table.row ? fits(types, row, found->as.table.row)
                               : ACCEPT_NO; /* A12: only by `as` */
}

/* A5: what found promises must imply what wanted asks. */
static AcceptAnswer fits_refined(TypeTable *types, const Type *wanted,
                                 const Type *found)
{
    if (found->kind != TYPE_REFINED)
        return ACCEPT_NO;
    AcceptAnswer base =
        fits(types, wanted->as.refined.base, found->as.refined.base);
    if (base != ACCEPT_YES)
        return base;
    return yes_if(
        refine_implies(found->as.refined.where, wanted->as.refined.where));
}

static AcceptAnswer fits_kind(TypeTable *types, const Type *wanted,
                              const Type *found)
{
    switch (wanted->kind) {
    case TYPE_STRING:
        return yes_if(found->kind == TYPE_ENUM); /* A7 */
    case TYPE_JSON:
        return yes_if(found->kind == TYPE_RECORD && !found->sized); /* A10 */
    case TYPE_LIST:
    case TYPE_MAP:
        return found->kind == wanted->kind /* A8 */
                   ? fits(types, wanted->as.item, found->as.item)
                   : ACCEPT_NO;
    case TYPE_RECORD:
        return found->kind == TYPE_RECORD ? fits_fields(types, wanted, found)
                                          : ACCEPT_NO;
    case TYPE_FILE:
    case TYPE_DIR:
        return yes_if(found->kind == wanted->kind && /* A13 */
                      fits_format(wanted->as.format, found->as.format));
    case TYPE_TABLE:
        return found->kind == TYPE_TABLE ? fits_table(types, wanted, found)
                                         : ACCEPT_NO;
    case TYPE_UNION:
        return fits_union(types, wanted, found);
    case TYPE_REFINED:
        return fits_refined(types, wanted, found);
    case TYPE_ERROR:
    case TYPE_NONE:
    case TYPE_INT:
    case TYPE_FLOAT:
    case TYPE_BOOL:
    case TYPE_DATETIME:
    case TYPE_DURATION:
    case TYPE_BYTES:
    case TYPE_FAILURE:
    case TYPE_NOTHING:
    case TYPE_UNIT:
    case TYPE_OUTPUTS:
    case TYPE_SIZE:
    case TYPE_TEMPLATE:
    case TYPE_ENUM:
    case TYPE_NEW: /* A6: only itself */
    case TYPE_PARAM:
        return ACCEPT_NO;
    }
    UNREACHABLE("type kind");
}

static AcceptAnswer fits_fresh(TypeTable *types, const Type *wanted,
                               const Type *found)
{
    if (found->kind == TYPE_NOTHING)
        return ACCEPT_YES; /* A3 */
    if (found->kind == TYPE_UNION)
        return fits_from_union(types, wanted, found);
    bool dropped = found->kind == TYPE_REFINED &&
                   wanted->kind != TYPE_REFINED && wanted->kind != TYPE_UNION;
    if (dropped)
        return fits(types, wanted, found->as.refined.base); /* A4 */
    return fits_kind(types, wanted, found);
}

static AcceptAnswer fits(TypeTable *types, const Type *wanted,
                         const Type *found)
{
    if (wanted == found || wanted->poisoned || found->poisoned)
        return ACCEPT_YES; /* A1, A2 */
    uint8_t known = pairs_find(&types->fits, wanted->id, found->id);
    if (known != PAIRS_UNKNOWN)
        return (AcceptAnswer)known;
    AcceptAnswer answer = fits_fresh(types, wanted, found);
    pairs_put(types->arena, &types->fits, wanted->id, found->id,
              (uint8_t)answer);
    return answer;
}

/* One step towards the innermost misfit: what stands at the same place in
 * both. False: wanted and found themselves are it. */
typedef struct Step {
    const char *name; /* of the field or column; NULL: an item */
    bool is_item;
    const Type *wanted;
    const Type *found;
    const Sym *missing;
} Step;

static bool step_into_fields(TypeTable *types, Step *step)
{
    const Type *wanted = step->wanted;
    const Type *found = step->found;
    for (uint32_t i = 0; i < wanted->as.record.len; i++) {
        const RecordField *field = &wanted->as.record.at[i];
        const RecordField *other = type_field(found, field->name);
        if (!other) {
            step->missing = field->name;
            return false;
        }
        if (fits(types, field->type, other->type) == ACCEPT_YES)
            continue;
        step->name = field->name->text;
        step->wanted = field->type;
        step->found = other->type;
        return true;
    }
    return false;
}

static bool step_into_table(TypeTable *types, Step *step)
{
    const Type *to = step->wanted->as.table.row;
    const Type *from = step->found->as.table.row;
    if (!to || !from ||
        !fits_format(step->wanted->as.table.format,
                     step->found->as.table.format))
        return false;
    Step rows = {.wanted = to, .found = from};
    bool inside = to->kind == TYPE_RECORD && from->kind == TYPE_RECORD &&
                  step_into_fields(types, &rows);
    step->missing = rows.missing;
    if (inside)
        *step = rows;
    return inside;
}

/* T? is about T; of a union found, about the variant that fits nowhere. */
static bool step_into_union(TypeTable *types, Step *step)
{
    const Type *wanted = step->wanted;
    const Type *found = step->found;
    if (found->kind == TYPE_UNION) {
        uint32_t i = 0;
        while (fits_variant(types, wanted, found->as.alt.at[i]) == ACCEPT_YES)
            i++;
        step->found = found->as.alt.at[i];
        return false;
    }
    const Type *item = type_without_none(types, wanted);
    if (item->kind == TYPE_UNION || item == wanted ||
        fits(types, item, found) == ACCEPT_YES)
        return false;
    step->wanted = item;
    return true;
}

static bool step_inside(TypeTable *types, Step *step)
{
    const Type *wanted = step->wanted;
    const Type *found = step->found;
    if (wanted->kind == TYPE_UNION)
        return step_into_union(types, step);
    if (found->kind == TYPE_REFINED && wanted->kind != TYPE_REFINED &&
        type_base(found)->depth > 1) {
        step->found = found->as.refined.base;
        return true;
    }
    if (found->kind != wanted->kind)
        return false;
    if (wanted->kind == TYPE_RECORD)
        return step_into_fields(types, step);
    if (wanted->kind == TYPE_TABLE)
        return step_into_table(types, step);
    if (wanted->kind != TYPE_LIST && wanted->kind != TYPE_MAP)
        return false;
    step->is_item = true;
    step->wanted = wanted->as.item;
    step->found = found->as.item;
    return true;
}

static void explain(TypeTable *types, const Type *wanted, const Type *found,
                    Misfit *misfit)
{
    Buf path = {.arena = types->arena};
    Step step = {.wanted = wanted, .found = found};
    while (step_inside(types, &step)) {
        if (step.is_item)
            buf_text(&path, "[]");
        else if (step.name)
            buf_print(&path, ".%s", step.name);
        step.is_item = false;
        step.name = NULL;
    }
    *misfit = (Misfit){.path = buf_string(&path),
                       .wanted = step.wanted,
                       .found = step.found,
                       .missing = step.missing};
}

AcceptAnswer accept_type(TypeTable *types, const Type *wanted,
                         const Type *found, Misfit *misfit)
{
    AcceptAnswer answer = fits(types, wanted, found);
    if (answer != ACCEPT_YES && misfit)
        explain(types, wanted, found, misfit);
    return answer;
}

bool accept_directly(TypeTable *types, const Type *wanted, const Type *found)
{
    return castable(types, wanted, found) == CASTABLE_YES;
}

bool accept_same_literal(const Type *wanted, const Type *found)
{
    return wanted == found;
}
