/* fuzz_inspect.c - any bytes as a package, read and printed. */
#include <stddef.h>
#include <stdint.h>

#include "spec/describe.h"
#include "spec/json.h"
#include "spec/package.h"
#include "spec/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static void read_as(const char *name, const uint8_t *bytes, size_t len)
{
    Arena arena = {0};
    Package package = {.arena = &arena};
    FileText file = {arena_copy(&arena, (const char *)bytes, len), len};
    const char *why = NULL;
    if (package_read_bytes(&package, name, file, &why)) {
        describe_package(&(Buf){.arena = &arena}, &package, NULL);
        for (uint32_t i = 0; i < package.entries.len; i++) {
            Buf out = {.arena = &arena};
            JsonOut json = {.buf = &out};
            spec_text(&out, package.entries.at[i].message);
            spec_json(&json, package.entries.at[i].message);
        }
    }
    arena_release(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    read_as("fuzz.tgz", bytes, len);
    read_as("fuzz_1.pb", bytes, len);
    read_as("fuzz_2.pb", bytes, len);
    read_as("fuzz_3.pb", bytes, len);
    return 0;
}
