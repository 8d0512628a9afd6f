/* inputs_template.c - a JSON object of inputs to be filled in. */
#include "runtime/value/fake.h"
#include "runtime/value/inputs.h"
#include "runtime/value/literal_json.h"

static void write_value(Arena *arena, JsonOut *out, const InputSlot *slot)
{
    const char *why;
    const char *uri = arena_print(arena, "path/to/%s", slot->name);
    const IdlLiteral *value =
        slot->fallback ? slot->fallback
                       : literal_fake(arena, slot->type, 0, uri, &why);
    if (value)
        literal_json(out, value);
    else
        json_put_null(out);
}

const char *inputs_template(Arena *arena, const InputSlots *slots)
{
    Buf text = {.arena = arena};
    JsonOut out = {.buf = &text, .indented = true};
    json_open(&out, '{');
    for (size_t i = 0; i < slots->len; i++) {
        json_name(&out, slots->at[i].name);
        write_value(arena, &out, &slots->at[i]);
    }
    json_close(&out, '}');
    return buf_string(&text);
}
