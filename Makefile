# flw - a typed pipeline language that compiles to Flyte.
#
#   make              build build/$(MODE)/flw
#   make demo         check, build and run examples/eta, and show what came out
#   make test         everything that must pass (needs neither Go nor Python)
#   make conformance  the real Flyte compiler and flytekit as judges
#   make bench        ratios against limits and peers
#   make coverage     lines and branches of our own code
#   make fuzz         a minute for each fuzz target
#   make format       lay out all C as .clang-format says
#   make install      PREFIX=/usr/local DESTDIR=
#   make dist         a source archive that builds without npm, flex, bison
#                     and protoc-c
#   make deps         install what is missing (Debian packages by name)
#
# MODE=release|debug|asan|coverage    V=1 shows the commands
# NATS=1 KAFKA=1 build sinks of events for these, in a folder of their own.
# FLYTEIDL_PROTOS=dir takes Flyte's .proto files from there, not from npm.

MODE    ?= release
PREFIX  ?= /usr/local
VERSION := 0.1.0
BUILD   := build/$(MODE)$(if $(NATS),-nats)$(if $(KAFKA),-kafka)
# A source archive made by `make dist` carries the generated C in gen/.
DIST    := $(wildcard gen/grammar/flw.tab.c)
GEN     := $(if $(DIST),gen,build/gen)
Q       := $(if $(V),,@)
say      = $(if $(V),,@printf '  %-6s %s\n' $(1) $(2))

WARNINGS := -Wall -Wextra -Wshadow -Wconversion -Wswitch-enum -Wvla \
            -Wstrict-prototypes -Wmissing-prototypes -Wwrite-strings -Wundef \
            -Wpointer-arith -Wredundant-decls -Werror
# At a fixed address: what a program at any address relocates before it begins,
# 20,000 pointers of Flyte's descriptors, is a third of a small check.
CFLAGS_release  := -O3 -g -fno-pie
LDFLAGS_release := -no-pie
CFLAGS_debug    := -O0 -g
CFLAGS_asan     := -O1 -g -fno-omit-frame-pointer \
                   -fsanitize=address,undefined -fno-sanitize-recover=all
CFLAGS_coverage := -O0 -g --coverage
CFLAGS   := -std=c11 -ffunction-sections -fdata-sections $(CFLAGS_$(MODE))
CPPFLAGS := -D_XOPEN_SOURCE=700 -D_FILE_OFFSET_BITS=64 -I. -I$(GEN) \
            -DFLW_VERSION='"$(VERSION)"'
LDFLAGS  := $(CFLAGS_$(MODE)) $(LDFLAGS_$(MODE)) -Wl,--gc-sections
# Archives where there are any: libarchive.so alone has the loader map a dozen
# more libraries, which takes longer than checking a thousand lines.
LIBS     := archive cmark protobuf-c utf8proc xxhash msgpackc crypto z sqlite3
has_a     = $(findstring /,$(shell $(CC) -print-file-name=lib$(1).a))
LDLIBS   := -lcjson $(foreach lib,$(LIBS),\
                      $(if $(call has_a,$(lib)),-l:lib$(lib).a,-l$(lib))) -lm

ifneq ($(NATS),)
CPPFLAGS += -DFLW_NATS
LDLIBS   += -lnats
endif
ifneq ($(KAFKA),)
CPPFLAGS += -DFLW_KAFKA
LDLIBS   += -lrdkafka
endif

LIB_DIRS := base base/formats grammar grammar/format spec spec/chart typesys compiler/session compiler/plan compiler/lint \
            compiler/emit compiler/doc compiler/lsp compiler/lsp/workspace compiler/lsp/answers compiler/diff \
            runtime/value runtime/store runtime/process \
            runtime/task runtime/event runtime/report runtime/engine
LIB_SRC  := $(sort $(foreach dir,$(LIB_DIRS),$(wildcard $(dir)/*.c)))
CLI_SRC  := $(sort $(wildcard compiler/cli/*.c))
UNIT_SRC := $(sort $(wildcard tests/unit/*.c))

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.SUFFIXES:
.PHONY: all lib

include spec/flyteidl.mk

# Generated C: the scanner, the parser, Flyte's messages, embedded texts.
GRAMMAR_GEN := $(GEN)/grammar/flw.tab.c $(GEN)/grammar/flw.yy.c
QUICK_GEN   := $(GEN)/grammar/quick.tab.c
TEXT_GEN := $(GEN)/stdlib/stdlib_text.c $(GEN)/docs/explain_text.c
GEN_SRC  := $(GRAMMAR_GEN) $(QUICK_GEN) $(TEXT_GEN)
GEN_HDR  := $(GRAMMAR_GEN:.c=.h) $(IDL_HDR)

LIB_OBJ  := $(LIB_SRC:%.c=$(BUILD)/%.o) $(GEN_SRC:$(GEN)/%.c=$(BUILD)/gen/%.o)
CLI_OBJ  := $(CLI_SRC:%.c=$(BUILD)/%.o)
UNIT_OBJ := $(UNIT_SRC:%.c=$(BUILD)/%.o)

all: lib $(BUILD)/flw
lib: $(BUILD)/libflw.a $(BUILD)/libflyteidl.a

$(LIB_OBJ) $(CLI_OBJ): | $(GEN_HDR)

$(BUILD)/%.o: %.c
	$(call say,CC,$<)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) $(WARNINGS) -MMD -MP -c -o $@ $<

# gcc 12 misjudges how much lies behind a pointer that goes up and down.
$(BUILD)/gen/grammar/quick.tab.o: CFLAGS += -fno-sanitize=object-size

$(BUILD)/gen/%.o: $(GEN)/%.c
	$(call say,CC,$<)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/libflw.a: $(LIB_OBJ)
	$(call say,AR,$@)
	$(Q)rm -f $@ && ar rcs $@ $^

$(BUILD)/flw: $(CLI_OBJ) $(BUILD)/libflw.a $(BUILD)/libflyteidl.a
	$(call say,LD,$@)
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)

ifeq ($(DIST),)
$(GEN)/grammar/flw.tab.c $(GEN)/grammar/flw.tab.h &: grammar/flw.y
	$(call say,BISON,$<)
	@mkdir -p $(@D)
	$(Q)bison -Wall -Werror -Wcounterexamples \
	    --header=$(GEN)/grammar/flw.tab.h -o $(GEN)/grammar/flw.tab.c $<

# The second of the parsers that flw.y tells of.
$(QUICK_GEN): grammar/flw.y grammar/quick.m4
	$(call say,BISON,$@)
	@mkdir -p $(@D)
	$(Q)bison -Wall -Werror -S grammar/quick.m4 -D 'api.prefix={quick_}' \
	    -o $@ $<

$(GEN)/grammar/flw.yy.c $(GEN)/grammar/flw.yy.h &: grammar/flw.l
	$(call say,FLEX,$<)
	@mkdir -p $(@D)
	$(Q)flex -Cf --header-file=$(GEN)/grammar/flw.yy.h \
	    -o $(GEN)/grammar/flw.yy.c $<

# name -> text tables of the library and of the pages of `flw explain`.
$(GEN)/stdlib/stdlib_text.c: $(wildcard stdlib/*.flw) stdlib/embed.sh
	$(call say,EMBED,$@)
	@mkdir -p $(@D)
	$(Q)sh stdlib/embed.sh stdlib_texts $(sort $(wildcard stdlib/*.flw)) > $@

$(GEN)/docs/explain_text.c: $(wildcard docs/errors/*.md) stdlib/embed.sh
	$(call say,EMBED,$@)
	@mkdir -p $(@D)
	$(Q)sh stdlib/embed.sh explain_texts $(sort $(wildcard docs/errors/*.md)) > $@
endif

include tests/tests.mk
include tests/conformance/conformance.mk

# ---- the user's commands ----

.PHONY: demo test conformance bench coverage fuzz format install uninstall \
        dist deps clean help

demo:
	$(Q)sh tests/deps.sh build demo
	$(Q)$(MAKE) --no-print-directory MODE=release all
	$(Q)sh examples/demo.sh build/release/flw

deps:
	$(Q)sh tests/deps.sh build

test:
	$(Q)sh tests/deps.sh build test
	$(Q)bash tests/test.sh

conformance:
	$(Q)sh tests/deps.sh build conformance
	$(Q)$(MAKE) --no-print-directory MODE=release all conformance-tools
	$(Q)bash tests/conformance/run.sh build/release/flw

bench:
	$(Q)sh tests/deps.sh build bench
	$(Q)$(MAKE) --no-print-directory MODE=release all bench-programs
	$(Q)bash tests/bench/run.sh $(BUILD)

coverage:
	$(Q)sh tests/deps.sh build test
	$(Q)bash tests/coverage.sh

fuzz:
	$(Q)sh tests/deps.sh build test
	$(Q)bash tests/fuzz/run.sh 60

format:
	$(Q)git ls-files -co --exclude-standard -- '*.c' '*.h' | xargs clang-format -i

install: all
	install -D -m 755 $(BUILD)/flw $(DESTDIR)$(PREFIX)/bin/flw
	install -d $(DESTDIR)$(PREFIX)/share/man/man1
	$(BUILD)/flw help --man > $(DESTDIR)$(PREFIX)/share/man/man1/flw.1
	install -d $(DESTDIR)$(PREFIX)/share/bash-completion/completions \
	    $(DESTDIR)$(PREFIX)/share/zsh/site-functions \
	    $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d
	$(BUILD)/flw completion bash > \
	    $(DESTDIR)$(PREFIX)/share/bash-completion/completions/flw
	$(BUILD)/flw completion zsh > \
	    $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_flw
	$(BUILD)/flw completion fish > \
	    $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/flw.fish

uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/flw \
	    $(DESTDIR)$(PREFIX)/share/man/man1/flw.1 \
	    $(DESTDIR)$(PREFIX)/share/bash-completion/completions/flw \
	    $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_flw \
	    $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/flw.fish

# A source archive with the generated C in gen/: equal trees, equal bytes.
dist: $(GEN_SRC) $(GEN_HDR) $(IDL_SRC)
	$(Q)rm -rf build/dist && mkdir -p build/dist/flw-$(VERSION)
	$(Q)git ls-files -z | tar -c --null -T - -f - | \
	    tar -x -C build/dist/flw-$(VERSION) -f -
	$(Q)mkdir -p build/dist/flw-$(VERSION)/gen && (cd $(GEN) && \
	    find . -name '*.[ch]' -print0 | tar -c --null -T - -f -) | \
	    tar -x -C build/dist/flw-$(VERSION)/gen -f -
	$(Q)tar --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner \
	    --mode=u=rwX,go=rX -C build/dist -c flw-$(VERSION) | \
	    gzip -n9 > build/flw-$(VERSION).tar.gz
	@echo build/flw-$(VERSION).tar.gz

clean:
	rm -rf build

help:
	@sed -n '2,/^$$/s/^# \{0,1\}//p' Makefile

-include $(patsubst %.o,%.d,$(LIB_OBJ) $(CLI_OBJ)) \
    $(wildcard $(BUILD)/tests/*/*.d $(BUILD)/bench/*.d)
