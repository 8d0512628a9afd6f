# tests.mk - everything that judges the rest.

.PHONY: unit

$(BUILD)/unit-tests: $(UNIT_OBJ) $(BUILD)/libflw.a $(BUILD)/libflyteidl.a
	$(call say,LD,$@)
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ -lcheck -lsubunit -lm -lrt -lpthread $(LDLIBS)

# SUITES=type,parse runs only those. Needs MODE=asan in `make test`.
unit: $(BUILD)/unit-tests
	$(Q)$(BUILD)/unit-tests $(SUITES)

# Programs of the tests read generated headers, as the rest does.
$(patsubst %.c,$(BUILD)/%.o,$(wildcard tests/*/*.c)): | $(GEN_HDR)

# ---- fuzz targets: FUZZ=1 CC=clang MODE=asan BUILD=build/fuzzed ----

FUZZ_SRC := $(wildcard tests/fuzz/fuzz_*.c)
ifneq ($(FUZZ),)
CFLAGS += -fsanitize=fuzzer-no-link
endif

$(BUILD)/fuzz_%: $(BUILD)/tests/fuzz/fuzz_%.o $(BUILD)/libflw.a \
        $(BUILD)/libflyteidl.a
	$(call say,LD,$@)
	$(Q)$(CC) $(LDFLAGS) -fsanitize=fuzzer -o $@ $^ $(LDLIBS)

# ---- programs of `make bench` ----

BENCH_BIN := $(patsubst tests/bench/%.c,$(BUILD)/bench/%,\
                        $(wildcard tests/bench/*.c))

.PHONY: bench-programs
bench-programs: $(BENCH_BIN)

# flw's scanner once more, made to keep nothing: what flex alone takes.
$(BUILD)/bench/bare.o: $(GEN)/grammar/flw.yy.c
	$(call say,CC,$@)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) -DFLW_BARE_SCAN \
	    -Dyylex_init_extra=bare_init -Dyy_scan_buffer=bare_buffer \
	    -Dyylex_destroy=bare_end -c -o $@ $<
	$(Q)objcopy -G bare_init -G bare_buffer -G bare_scan -G bare_end $@
$(BUILD)/bench/scan: $(BUILD)/bench/bare.o

$(BUILD)/bench/%: tests/bench/%.c $(BUILD)/libflw.a $(BUILD)/libflyteidl.a
	$(call say,LD,$@)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) $(WARNINGS) -MMD -MP $(LDFLAGS) -o $@ \
	    $(filter %.c %.o %.a,$^) $(LDLIBS)

# ---- edits at random, for tests/robustness/server.sh ----

$(BUILD)/edits: $(BUILD)/tests/robustness/edits.o \
        $(BUILD)/compiler/cli/package_make.o \
        $(BUILD)/libflw.a $(BUILD)/libflyteidl.a
	$(call say,LD,$@)
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)

# ---- comments in every place, for tests/fmt.sh ----

$(BUILD)/commented: $(BUILD)/tests/layout/commented.o $(BUILD)/libflw.a \
        $(BUILD)/libflyteidl.a
	$(call say,LD,$@)
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)
