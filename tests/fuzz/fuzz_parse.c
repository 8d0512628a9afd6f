/* fuzz_parse.c - any bytes: scanner, parser, and the diagnostics printed. */
#include <stddef.h>
#include <stdint.h>

#include "base/diag_json.h"
#include "base/diag_text.h"
#include "grammar/dump.h"
#include "grammar/parse.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    Arena arena = {0};
    SymTable syms;
    Sources sources;
    Diags diags;
    sym_table_init(&syms, &arena);
    sources_init(&sources, &arena);
    diags_init(&diags, &arena);
    const char *text = arena_copy(&arena, (const char *)bytes, len);
    Source *source = sources_add(&sources, "fuzz.flw", text, (uint32_t)len);
    const Module *module = parse_source(&arena, &syms, &diags, source);
    Buf out = {.arena = &arena};
    ast_dump(&out, module);
    diags_sort(&diags);
    diag_text(&out, &diags, &sources, &(DiagStyle){.max_shown = 50});
    diag_json(&out, &diags, &sources);
    arena_release(&arena);
    return 0;
}
