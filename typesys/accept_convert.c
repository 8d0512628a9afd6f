#include "typesys/accept.h"
#include "typesys/refine.h"

static bool fits(TypeTable *types, const Type *wanted, const Type *found)
{
    return accept_type(types, wanted, found, NULL) == ACCEPT_YES;
}

/* C5: between formats, and columns said of a table that has none. */
static bool converts_table(TypeTable *types, const Type *wanted,
                           const Type *found)
{
    const Type *to = wanted->as.table.row;
    const Type *from = found->as.table.row;
    return !to || !from || fits(types, to, from);
}

static bool converts_kind(TypeTable *types, const Type *wanted,
                          const Type *found)
{
    if (wanted->kind == TYPE_ENUM)
        return found->kind == TYPE_STRING; /* C6 */
    if (wanted->kind == TYPE_RECORD)
        return found->kind == TYPE_JSON; /* C7 */
    if (wanted->kind != found->kind)
        return false;
    if (wanted->kind == TYPE_TABLE)
        return converts_table(types, wanted, found);
    return wanted->kind == TYPE_FILE || wanted->kind == TYPE_DIR; /* C4 */
}

bool accept_conversion(TypeTable *types, const Type *wanted, const Type *found)
{
    if (fits(types, wanted, found))
        return true;                  /* C1 */
    if (wanted->kind == TYPE_REFINED) /* C2 */
        return accept_conversion(types, wanted->as.refined.base, found);
    if (found->kind == TYPE_REFINED)
        return accept_conversion(types, wanted, found->as.refined.base);
    if (wanted->kind == TYPE_NEW) /* C3: not from one name to another */
        return found->kind != TYPE_NEW &&
               accept_conversion(types, wanted->as.fresh.base, found);
    if (found->kind == TYPE_NEW)
        return accept_conversion(types, wanted, found->as.fresh.base);
    return converts_kind(types, wanted, found);
}

/* Neither is the other's; their insides may still meet. */
static const Type *join_unlike(TypeTable *types, const Type *left,
                               const Type *right)
{
    if (type_is_optional(left) || type_is_optional(right)) { /* J5 */
        const Type *one = type_without_none(types, left);
        const Type *two = type_without_none(types, right);
        if (one->kind == TYPE_NONE || two->kind == TYPE_NONE)
            return type_optional(types, one->kind == TYPE_NONE ? two : one);
        const Type *item = accept_join(types, one, two);
        return item ? type_optional(types, item) : NULL;
    }
    if (left->kind == TYPE_REFINED) /* J6 */
        return accept_join(types, left->as.refined.base, right);
    if (right->kind == TYPE_REFINED)
        return accept_join(types, left, right->as.refined.base);
    if (left->kind != right->kind ||
        (left->kind != TYPE_LIST && left->kind != TYPE_MAP))
        return NULL;
    const Type *item = accept_join(types, left->as.item, right->as.item);
    if (!item) /* J7 */
        return NULL;
    return left->kind == TYPE_LIST ? type_list(types, item)
                                   : type_map(types, item);
}

const Type *accept_join(TypeTable *types, const Type *left, const Type *right)
{
    if (left == right)
        return left; /* J1 */
    if (left->kind == TYPE_ERROR || right->kind == TYPE_ERROR)
        return types->error; /* J2 */
    if (left->kind == TYPE_NOTHING || right->kind == TYPE_NOTHING)
        return left->kind == TYPE_NOTHING ? right : left; /* J3 */
    if (fits(types, left, right))
        return left; /* J4 */
    if (fits(types, right, left))
        return right;
    const Type *join = join_unlike(types, left, right);
    if (!join || !fits(types, join, left) || !fits(types, join, right))
        return NULL; /* J8 */
    return join;
}
