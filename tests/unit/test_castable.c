/* test_castable.c - what flw accepts, Flyte accepts.
 *
 * A model of flytepropeller's AreTypesCastable, written from its rules over
 * the shape of emitted LiteralTypes, shares nothing with typesys. Many random
 * pairs of types are put to both. */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "tests/unit/suites.h"
#include "tests/unit/world.h"
#include "typesys/castable.h"

/* ---- the shape ---- */

typedef enum Oneof {
    ONEOF_SIMPLE,
    ONEOF_COLLECTION,
    ONEOF_MAP,
    ONEOF_BLOB,
    ONEOF_ENUM,
    ONEOF_DATASET,
    ONEOF_UNION
} Oneof;

typedef struct LiteralType LiteralType;
struct LiteralType {
    Oneof oneof;
    const char *simple; /* SIMPLE: "INTEGER" … */
    const LiteralType *item;
    const LiteralType **parts; /* variants, columns */
    const char **names;        /* of columns; of values */
    uint32_t len;
    const char *format;
    const char *tag;    /* structure.tag; "" */
    const char *schema; /* metadata; NULL: none */
};

static World world;
static bool lax; /* schemas that differ pass: the library's mood */

static LiteralType *shape_of(const Type *type);

static const char *simple_name(TypeKind kind)
{
    switch ((int)kind) {
    case TYPE_NONE:
    case TYPE_NOTHING:
        return "NONE";
    case TYPE_INT:
        return "INTEGER";
    case TYPE_FLOAT:
        return "FLOAT";
    case TYPE_STRING:
        return "STRING";
    case TYPE_BOOL:
        return "BOOLEAN";
    case TYPE_DATETIME:
        return "DATETIME";
    case TYPE_DURATION:
        return "DURATION";
    case TYPE_BYTES:
        return "BINARY";
    case TYPE_FAILURE:
        return "ERROR";
    case TYPE_JSON:
    case TYPE_RECORD:
        return "STRUCT";
    default:
        return NULL;
    }
}

static const char *transformer_of(const Type *type)
{
    static const struct {
        TypeKind kind;
        const char *name;
    } names[] = {{TYPE_NONE, "none"},
                 {TYPE_INT, "int"},
                 {TYPE_FLOAT, "float"},
                 {TYPE_STRING, "str"},
                 {TYPE_BOOL, "bool"},
                 {TYPE_DATETIME, "datetime"},
                 {TYPE_DURATION, "timedelta"},
                 {TYPE_BYTES, "bytes"},
                 {TYPE_FAILURE, "FlyteError"},
                 {TYPE_JSON, "Typed Dict"},
                 {TYPE_MAP, "Typed Dict"},
                 {TYPE_LIST, "Typed List"},
                 {TYPE_ENUM, "DefaultEnumTransformer"},
                 {TYPE_RECORD, "Object-Dataclass-Transformer"},
                 {TYPE_FILE, "FlyteFilePath"},
                 {TYPE_DIR, "FlyteDirectory"},
                 {TYPE_TABLE, "StructuredDataset Transformer"},
                 {TYPE_UNION, "Typed Union"}};
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
        if (names[i].kind == type->kind)
            return names[i].name;
    return "?";
}

static LiteralType *new_shape(Oneof oneof)
{
    LiteralType *shape = arena_new(&world.arena, LiteralType);
    shape->oneof = oneof;
    shape->format = "";
    shape->tag = "";
    return shape;
}

/* A variant's structure is its tag: the transformer's name, or the nominal
 * type's own. */
static LiteralType *variant_of(const Type *type)
{
    LiteralType *shape = shape_of(type);
    const Type *carrier = type;
    while (carrier->kind == TYPE_REFINED)
        carrier = carrier->as.refined.base;
    if (carrier->kind != TYPE_NEW)
        shape->tag = transformer_of(carrier);
    return shape;
}

static LiteralType *union_of(const Type *type)
{
    LiteralType *shape = new_shape(ONEOF_UNION);
    shape->len = type->as.alt.len;
    shape->parts = arena_array(&world.arena, const LiteralType *, shape->len);
    for (uint32_t i = 0; i < shape->len; i++)
        shape->parts[i] = variant_of(type->as.alt.at[i]);
    return shape;
}

static LiteralType *enum_of(const Type *type)
{
    LiteralType *shape = new_shape(ONEOF_ENUM);
    const Decl *decl = type->as.decl;
    shape->len = decl->as.enum_.cases.len;
    shape->names = arena_array(&world.arena, const char *, shape->len);
    for (uint32_t i = 0; i < shape->len; i++)
        shape->names[i] = decl->as.enum_.cases.at[i].name.sym->text;
    return shape;
}

static LiteralType *dataset_of(const Type *type)
{
    LiteralType *shape = new_shape(ONEOF_DATASET);
    if (type->as.table.format)
        shape->format = type->as.table.format->text;
    const Type *row = type->as.table.row;
    if (!row)
        return shape;
    shape->len = row->as.record.len;
    shape->names = arena_array(&world.arena, const char *, shape->len);
    shape->parts = arena_array(&world.arena, const LiteralType *, shape->len);
    for (uint32_t i = 0; i < shape->len; i++) {
        shape->names[i] = row->as.record.at[i].name->text;
        shape->parts[i] = shape_of(row->as.record.at[i].type);
    }
    return shape;
}

static LiteralType *simple_of(const Type *type)
{
    LiteralType *shape = new_shape(ONEOF_SIMPLE);
    shape->simple = simple_name(type->kind);
    if (type->kind != TYPE_RECORD)
        return shape;
    Buf schema = {.arena = &world.arena};
    type_write_all(&schema, type);
    shape->schema = buf_string(&schema);
    return shape;
}

static LiteralType *shape_of(const Type *type)
{
    LiteralType *shape = NULL;
    switch ((int)type->kind) {
    case TYPE_LIST:
    case TYPE_MAP:
        shape =
            new_shape(type->kind == TYPE_LIST ? ONEOF_COLLECTION : ONEOF_MAP);
        shape->item = shape_of(type->as.item);
        return shape;
    case TYPE_UNION:
        return union_of(type);
    case TYPE_ENUM:
        return enum_of(type);
    case TYPE_FILE:
    case TYPE_DIR:
        shape = new_shape(ONEOF_BLOB);
        if (type->as.format)
            shape->format = type->as.format->text;
        return shape;
    case TYPE_TABLE:
        return dataset_of(type);
    case TYPE_REFINED:
        return shape_of(type->as.refined.base);
    case TYPE_NEW:
        shape = shape_of(type->as.fresh.base);
        shape->tag = type->as.fresh.decl->name.sym->text;
        return shape;
    default:
        return simple_of(type);
    }
}

/* ---- the rules (upstream U, downstream D) ---- */

static bool castable_in_flyte(const LiteralType *u, const LiteralType *d);

static bool is_simple(const LiteralType *type, const char *name)
{
    return type->oneof == ONEOF_SIMPLE && !strcmp(type->simple, name);
}

/* LiteralType.String() without structure, metadata and annotation. */
static bool same_text(const LiteralType *u, const LiteralType *d)
{
    if (u->oneof != d->oneof)
        return false;
    if (u->oneof == ONEOF_SIMPLE)
        return !strcmp(u->simple, d->simple);
    if (u->oneof != ONEOF_ENUM || u->len != d->len)
        return false;
    for (uint32_t i = 0; i < u->len; i++)
        if (strcmp(u->names[i], d->names[i]) != 0)
            return false;
    return true;
}

static bool trivial(const LiteralType *u, const LiteralType *d)
{
    if (u->oneof == ONEOF_ENUM && is_simple(d, "STRING"))
        return true;
    if (d->oneof == ONEOF_ENUM && is_simple(u, "STRING"))
        return true;
    if (*u->tag && strcmp(u->tag, d->tag) != 0)
        return false;
    if (is_simple(u, "STRUCT") && is_simple(d, "STRUCT"))
        return !u->schema || !d->schema || lax || !strcmp(u->schema, d->schema);
    return same_text(u, d);
}

static bool dataset(const LiteralType *u, const LiteralType *d)
{
    if (is_simple(u, "NONE"))
        return true;
    if (u->oneof != ONEOF_DATASET)
        return false;
    if (*u->format && *d->format && strcasecmp(u->format, d->format) != 0)
        return false;
    if (!u->len || !d->len)
        return true;
    for (uint32_t i = 0; i < d->len; i++) {
        uint32_t k = 0;
        while (k < u->len && strcmp(u->names[k], d->names[i]) != 0)
            k++;
        if (k == u->len || !castable_in_flyte(u->parts[k], d->parts[i]))
            return false;
    }
    return true;
}

static bool any_variant(const LiteralType *u, const LiteralType *d)
{
    for (uint32_t i = 0; i < d->len; i++)
        if (castable_in_flyte(u, d->parts[i]))
            return true;
    return false;
}

static bool into_union(const LiteralType *u, const LiteralType *d)
{
    uint32_t takers = 0;
    if (u->oneof == ONEOF_UNION) {
        for (uint32_t i = 0; i < u->len; i++)
            if (!any_variant(u->parts[i], d))
                return false;
        return true;
    }
    for (uint32_t i = 0; i < d->len; i++)
        takers += castable_in_flyte(u, d->parts[i]);
    return takers == 1;
}

static bool casts_from(const LiteralType *u, const LiteralType *d)
{
    switch (d->oneof) {
    case ONEOF_COLLECTION:
    case ONEOF_MAP:
        return u->oneof == d->oneof && (is_simple(u->item, "NONE") ||
                                        castable_in_flyte(u->item, d->item));
    case ONEOF_BLOB:
        return u->oneof == ONEOF_BLOB &&
               (!*u->format || !*d->format || !strcmp(u->format, d->format));
    case ONEOF_DATASET:
        return dataset(u, d);
    case ONEOF_UNION:
        return into_union(u, d);
    case ONEOF_SIMPLE:
        if (is_simple(d, "NONE"))
            return is_simple(u, "NONE");
        return trivial(u, d);
    case ONEOF_ENUM:
        return trivial(u, d);
    }
    return false;
}

static bool castable_in_flyte(const LiteralType *u, const LiteralType *d)
{
    if (u->oneof == ONEOF_UNION && u->len == 1 && casts_from(u->parts[0], d))
        return true;
    return casts_from(u, d);
}

/* ---- random types ---- */

static uint64_t seed;

static uint32_t roll(uint32_t sides)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(seed >> 33) % sides;
}

static const char *const leaves[] = {
    "int",
    "float",
    "string",
    "bool",
    "datetime",
    "duration",
    "bytes",
    "json",
    "none",
    "error",
    "file",
    "file<csv>",
    "file<tsv>",
    "dir",
    "dir<csv>",
    "table",
    "table<{id: int}>",
    "table<{id: int, r: Region}>",
    "table<{id: int?, r: string}, csv>",
    "Region",
    "Zone",
    "Level",
    "TripId",
    "UserId",
    "Minutes",
    "Trips",
    "RecA",
    "RecB",
    "Csv",
    "Positive",
    "Port",
    "Percent",
    "Label",
    "Code",
    "Some",
    "Rank",
    "{}",
    "{id: int}",
    "{id: int, name: string}",
    "{id: Port}",
    "{r: Region}",
    "{r: string}",
};

enum { LEAVES = sizeof(leaves) / sizeof(*leaves) };

static const Type *leaf_types[LEAVES];

static const Type *random_type(uint32_t depth, bool unions);

static const Type *random_record(uint32_t depth, bool unions)
{
    static const char *const names[] = {"id", "name", "r"};
    RecordField fields[3];
    uint32_t len = roll(4);
    for (uint32_t i = 0; i < len; i++)
        fields[i] = (RecordField){.name = sym_of(&world.syms, names[i]),
                                  .type = random_type(depth, unions)};
    return type_record(&world.types, fields, len, false);
}

static const Type *random_union(uint32_t depth)
{
    const Type *variants[3];
    uint32_t len = 2 + roll(2);
    for (uint32_t i = 0; i < len; i++)
        variants[i] = random_type(depth, true);
    return type_union(&world.types, variants, len);
}

static const Type *random_type(uint32_t depth, bool unions)
{
    uint32_t die = depth ? roll(10) : 0;
    switch (die) {
    case 5:
        return type_list(&world.types, random_type(depth - 1, unions));
    case 6:
        return type_map(&world.types, random_type(depth - 1, unions));
    case 7:
        return random_record(depth - 1, unions);
    case 8:
        if (unions)
            return type_optional(&world.types, random_type(depth - 1, true));
        break;
    case 9:
        if (unions)
            return random_union(depth - 1);
        break;
    default:
        break;
    }
    return leaf_types[roll(LEAVES)];
}

static const Type *varied(const Type *type);

static const Type *varied_union(const Type *type)
{
    const Type *variants[8];
    uint32_t len = 0;
    for (uint32_t i = 0; i < type->as.alt.len && len < 7; i++)
        if (roll(3))
            variants[len++] =
                roll(2) ? type->as.alt.at[i] : varied(type->as.alt.at[i]);
    if (!len)
        return type->as.alt.at[0];
    return type_union(&world.types, variants, len);
}

static const Type *varied_record(const Type *type)
{
    RecordField fields[8];
    uint32_t len = 0;
    for (uint32_t i = 0; i < type->as.record.len && len < 6; i++) {
        fields[len] = type->as.record.at[i];
        fields[len].type = varied(fields[len].type);
        len++;
    }
    if (roll(2))
        fields[len++] = (RecordField){.name = sym_of(&world.syms, "more"),
                                      .type = world.types.int_};
    return type_record(&world.types, fields, len, false);
}

/* Something near: most pairs of types at random have nothing in common. */
static const Type *varied(const Type *type)
{
    if (!roll(6))
        return leaf_types[roll(LEAVES)];
    switch ((int)type->kind) {
    case TYPE_LIST:
        return type_list(&world.types, varied(type->as.item));
    case TYPE_MAP:
        return type_map(&world.types, varied(type->as.item));
    case TYPE_UNION:
        return varied_union(type);
    case TYPE_RECORD:
        return varied_record(type);
    case TYPE_STRING:
        return roll(2) ? type : world_type(&world, "Region");
    case TYPE_INT:
        return roll(2) ? type : world_type(&world, "Port");
    case TYPE_FILE:
        return roll(2) ? type : world_type(&world, "file<csv>");
    default:
        return type;
    }
}

static void begin(void)
{
    world_init(&world);
    seed = 2026;
    for (int i = 0; i < LEAVES; i++)
        leaf_types[i] = world_type(&world, leaves[i]);
}

static void end(void)
{
    world_release(&world);
}

/* ---- what must hold ---- */

static const char *text_of(const Type *type)
{
    return type_text(&world.arena, type);
}

static bool flyte_says(const Type *wanted, const Type *found, bool mood)
{
    lax = mood;
    return castable_in_flyte(shape_of(found), shape_of(wanted));
}

static void expect_flyte_takes(const Type *wanted, const Type *found)
{
    for (int mood = 0; mood < 2; mood++)
        ck_assert_msg(flyte_says(wanted, found, mood), "%s from %s",
                      text_of(wanted), text_of(found));
}

/* An echo between the two restates schemas, and says none where a table may be
 * missing; it mends nothing else. */
static uint32_t check_pair(const Type *wanted, const Type *found)
{
    if (accept_type(&world.types, wanted, found, NULL) != ACCEPT_YES)
        return 0;
    bool direct = accept_directly(&world.types, wanted, found);
    ck_assert_msg(flyte_says(wanted, found, true) || found->kind == TYPE_NONE,
                  "%s from %s", text_of(wanted), text_of(found));
    if (direct)
        expect_flyte_takes(wanted, found);
    expect_flyte_takes(found, found);
    expect_flyte_takes(wanted, wanted);
    return wanted != found;
}

START_TEST(what_is_accepted_is_castable)
{
    uint32_t accepted = 0;
    seed += (uint64_t)_i * 7919;
    for (int i = 0; i < 4000; i++) {
        const Type *wanted = random_type(3, true);
        accepted += check_pair(wanted, varied(wanted));
        accepted += check_pair(type_optional(&world.types, wanted), wanted);
        accepted += check_pair(wanted, random_type(2, true));
    }
    ck_assert_uint_gt(accepted, 1000);
}
END_TEST

/* The two accounts of Flyte's rules agree, wherever no schema is in doubt. */
START_TEST(both_accounts_of_flyte_agree)
{
    seed += (uint64_t)_i * 104729;
    for (int i = 0; i < 4000; i++) {
        const Type *wanted = random_type(3, true);
        const Type *found = roll(2) ? varied(wanted) : random_type(2, true);
        Castable ours = castable(&world.types, wanted, found);
        bool strict = flyte_says(wanted, found, false);
        bool loose = flyte_says(wanted, found, true);
        if (ours == CASTABLE_MAYBE)
            continue;
        ck_assert_msg((ours == CASTABLE_YES) == strict && strict == loose,
                      "%s from %s: %d %d %d", text_of(wanted), text_of(found),
                      ours, strict, loose);
    }
}
END_TEST

START_TEST(every_leaf_pair_is_castable_when_accepted)
{
    for (int i = 0; i < LEAVES; i++) {
        const Type *other[] = {leaf_types[i],
                               type_optional(&world.types, leaf_types[i]),
                               type_list(&world.types, leaf_types[i])};
        for (int k = 0; k < LEAVES; k++)
            for (int n = 0; n < 3; n++) {
                check_pair(leaf_types[k], other[n]);
                check_pair(type_optional(&world.types, leaf_types[k]),
                           other[n]);
                check_pair(other[n], leaf_types[k]);
            }
    }
}
END_TEST

START_TEST(without_unions_acceptance_is_transitive)
{
    uint32_t chains = 0;
    seed += (uint64_t)_i * 31337;
    for (int i = 0; i < 20000; i++) {
        const Type *first = random_type(2, false);
        const Type *second = varied(first);
        const Type *third = varied(second);
        TypeTable *types = &world.types;
        if (accept_type(types, first, second, NULL) != ACCEPT_YES ||
            accept_type(types, second, third, NULL) != ACCEPT_YES)
            continue;
        chains += first != second && second != third;
        ck_assert_msg(accept_type(types, first, third, NULL) == ACCEPT_YES,
                      "%s from %s from %s", text_of(first), text_of(second),
                      text_of(third));
    }
    ck_assert_uint_gt(chains, 100);
}
END_TEST

START_TEST(a_join_is_above_both)
{
    uint32_t joined = 0;
    for (int i = 0; i < 4000; i++) {
        const Type *left = random_type(3, true);
        const Type *right = varied(left);
        const Type *join = accept_join(&world.types, left, right);
        if (!join)
            continue;
        joined += left != right;
        ck_assert(accept_type(&world.types, join, left, NULL) == ACCEPT_YES);
        ck_assert(accept_type(&world.types, join, right, NULL) == ACCEPT_YES);
        ck_assert_ptr_eq(accept_join(&world.types, join, join), join);
    }
    ck_assert_uint_gt(joined, 300);
}
END_TEST

/* Every level stands twice in the next: 2^30 parts, 30 types. */
static const Type *doubled(const char *leaf, bool as_union)
{
    const Type *type = world_type(&world, leaf);
    RecordField fields[2] = {{.name = sym_of(&world.syms, "a")},
                             {.name = sym_of(&world.syms, "b")}};
    for (int i = 0; i < 30; i++) {
        fields[0].type = fields[1].type = type;
        const Type *both[] = {type_list(&world.types, type),
                              type_map(&world.types, type)};
        type = as_union ? type_union(&world.types, both, 2)
                        : type_record(&world.types, fields, 2, false);
    }
    return type;
}

START_TEST(types_doubled_thirty_times_are_compared_at_once)
{
    for (int as_union = 0; as_union < 2; as_union++) {
        const Type *wide = doubled("int", as_union);
        const Type *narrow = doubled("Port", as_union);
        const Type *other = doubled("bool", as_union);
        TypeTable *types = &world.types;
        ck_assert_int_eq(accept_type(types, wide, narrow, NULL), ACCEPT_YES);
        ck_assert_int_eq(accept_type(types, narrow, wide, NULL), ACCEPT_NO);
        Misfit misfit;
        ck_assert_int_eq(accept_type(types, wide, other, &misfit), ACCEPT_NO);
        ck_assert_ptr_nonnull(accept_join(types, wide, narrow));
        accept_directly(types, wide, narrow);
        accept_conversion(types, narrow, wide);
        ck_assert_uint_lt(types->fits.len, 2000);
        ck_assert_uint_lt(types->castable.len, 4000);
    }
}
END_TEST

START_TEST(tags_are_flytekits)
{
    static const char *const tags[][2] = {
        {"int", "int"},
        {"string", "str"},
        {"duration", "timedelta"},
        {"none", "none"},
        {"json", "Typed Dict"},
        {"map<int>", "Typed Dict"},
        {"Port", "int"},
        {"TripId", "world.TripId"},
        {"Rank", "world.Rank"},
        {"Region", "DefaultEnumTransformer"},
    };
    for (size_t i = 0; i < sizeof(tags) / sizeof(*tags); i++)
        ck_assert_str_eq(
            castable_variant_tag(&world.arena, world_type(&world, tags[i][0])),
            tags[i][1]);
    ck_assert_ptr_null(castable_tag(&world.arena, world.types.int_));
    ck_assert_str_eq(castable_tag(&world.arena, world_type(&world, "TripId")),
                     "world.TripId");
}
END_TEST

Suite *castable_suite(void)
{
    Suite *suite = suite_create("castable");
    TCase *tcase = tcase_create("castable");
    tcase_add_checked_fixture(tcase, begin, end);
    tcase_set_timeout(tcase, 300);
    tcase_add_loop_test(tcase, what_is_accepted_is_castable, 0, 5);
    tcase_add_loop_test(tcase, both_accounts_of_flyte_agree, 0, 5);
    tcase_add_test(tcase, every_leaf_pair_is_castable_when_accepted);
    tcase_add_loop_test(tcase, without_unions_acceptance_is_transitive, 0, 3);
    tcase_add_test(tcase, a_join_is_above_both);
    tcase_add_test(tcase, types_doubled_thirty_times_are_compared_at_once);
    tcase_add_test(tcase, tags_are_flytekits);
    suite_add_tcase(suite, tcase);
    return suite;
}
