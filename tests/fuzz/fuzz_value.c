/* fuzz_value.c - any bytes as a type and a value of it: two bytes of length,
 * the type, and what is left as a literal, as JSON, and as a task's file. */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "runtime/value/bind.h"
#include "runtime/value/digest.h"
#include "runtime/value/fake.h"
#include "runtime/value/inputs.h"
#include "runtime/value/literal_json.h"
#include "runtime/value/literal_text.h"
#include "runtime/value/refinement.h"
#include "spec/message.h"
#include "spec/wire.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

typedef struct Case {
    Arena *arena;
    const IdlType *type;
    const uint8_t *bytes;
    size_t len;
} Case;

static const char *keep_uri(void *self, const IdlLiteral *holder,
                            const char *uri)
{
    (void)self, (void)holder;
    return *uri == '!' ? NULL : "changed";
}

static void walk_path(const Case *one, const IdlLiteral *literal)
{
    IdlAttrPath steps[4];
    IdlAttrPath *path[4];
    const char *why;
    for (size_t i = 0; i < 4; i++) {
        steps[i] = (IdlAttrPath)FLYTEIDL__CORE__PROMISE_ATTRIBUTE__INIT;
        path[i] = &steps[i];
        uint8_t byte = i < one->len ? one->bytes[i] : 0;
        if (byte & 1) {
            steps[i].value_case =
                FLYTEIDL__CORE__PROMISE_ATTRIBUTE__VALUE_INT_VALUE;
            steps[i].int_value = (int32_t)(byte >> 1) - 1;
        } else {
            steps[i].value_case =
                FLYTEIDL__CORE__PROMISE_ATTRIBUTE__VALUE_STRING_VALUE;
            steps[i].string_value =
                arena_print(one->arena, "%c", 'a' + (byte >> 1) % 4);
        }
        attr_path_resolve(one->arena, literal, path, i, &why);
    }
}

static void use_literal(const Case *one, const IdlLiteral *literal)
{
    const char *why = NULL;
    unsigned char digest[HASH_SHA256_SIZE], again[HASH_SHA256_SIZE];
    Buf text = {.arena = one->arena};
    literal_template_text(&text, literal, &why);
    literal_file_text(&text, literal, &why);
    literal_shown(one->arena, literal, 40);
    refinement_holds(one->arena, "x", one->type, literal, &why);
    literal_change_uris(one->arena, literal, keep_uri, NULL);
    literal_digest(literal, digest);
    literal_digest(literal_clone(one->arena, literal), again);
    if (memcmp(digest, again, sizeof digest) != 0)
        __builtin_trap();
    walk_path(one, literal);
    Buf json = {.arena = one->arena};
    literal_json(&(JsonOut){.buf = &json}, literal);
}

static void read_text(const Case *one)
{
    const char *why = NULL;
    InputSlot slot = {.name = "x", .type = one->type, .description = ""};
    InputSlots slots = {&slot, 1};
    InputFaults faults = {0};
    IdlLiteralMap *inputs = literal_map_new(one->arena);
    const char *text =
        arena_copy(one->arena, (const char *)one->bytes, one->len);
    inputs_read_json(one->arena, &slots, "f", (FileText){text, one->len},
                     inputs, &faults);
    inputs_read_flag(one->arena, &slots, "x", text, inputs, &faults);
    inputs_settle(one->arena, &slots, inputs, &faults);
    const IdlLiteral *found = literal_find(inputs, "x");
    if (found)
        use_literal(one, found);
    literal_of_file_text(one->arena, one->type, text, one->len, &why);
}

static void use_type(const Case *one)
{
    const char *why = NULL;
    InputSlot slot = {.name = "x", .type = one->type, .description = ""};
    InputSlots slots = {&slot, 1};
    type_shown(one->arena, one->type);
    inputs_template(one->arena, &slots);
    inputs_schema(one->arena, &slots, "t");
    const IdlLiteral *made =
        literal_fake(one->arena, one->type, one->len, "u", &why);
    if (made)
        use_literal(one, made);
}

static void use_all(Case *one)
{
    const char *why = NULL;
    use_type(one);
    read_text(one);
    IdlLiteral *literal = (IdlLiteral *)spec_unpack(
        one->arena, &flyteidl__core__literal__descriptor, one->bytes, one->len,
        &why);
    if (!literal)
        return;
    message_sort(one->arena, &literal->base);
    use_literal(one, literal);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    Arena arena = {0};
    const char *why = NULL;
    size_t type_len = len < 2 ? 0 : (size_t)bytes[0] << 8 | bytes[1];
    if (len < 2 || type_len > len - 2)
        return 0;
    Case one = {.arena = &arena,
                .bytes = bytes + 2 + type_len,
                .len = len - 2 - type_len};
    one.type = (const IdlType *)spec_unpack(
        &arena, &flyteidl__core__literal_type__descriptor, bytes + 2, type_len,
        &why);
    if (one.type)
        use_all(&one);
    arena_release(&arena);
    return 0;
}
