# flyteidl.mk - Flyte's messages: .proto files from npm, C by protoc-c.
#
# Sets IDL_SRC, IDL_HDR (generated C) and makes $(BUILD)/libflyteidl.a.

IDL_VERSION   := 1.16.5
IDL_INTEGRITY := mMjjwzQ+v9tzSoIRg0U506UR4tRyb8tsYpczHJ6cHm9Z+IETwTJA2jV8Nd8opWNZgQOq9nuT394LeYz39KVjag==
IDL_WELLKNOWN := any struct timestamp duration wrappers
IDL_CORE  := catalog execution execution_envs types literals identifier artifact_id \
             interface security condition tasks workflow compiler \
             workflow_closure dynamic_job errors
IDL_ADMIN := schedule cluster_assignment common launch_plan \
             description_entity workflow task
IDL_EVENT := event
IDL_NAMES := $(IDL_WELLKNOWN:%=google/protobuf/%) \
             $(IDL_CORE:%=flyteidl/core/%) $(IDL_ADMIN:%=flyteidl/admin/%) \
             $(IDL_EVENT:%=flyteidl/event/%)
IDL_SRC   := $(IDL_NAMES:%=$(GEN)/%.pb-c.c)
IDL_HDR   := $(IDL_NAMES:%=$(GEN)/%.pb-c.h)
IDL_OBJ   := $(IDL_NAMES:%=$(BUILD)/gen/%.pb-c.o)

# What Flyte calls deprecated is what its plugins still read.
CPPFLAGS  += -DPROTOBUF_C__NO_DEPRECATED

ifeq ($(DIST),)
IDL_PROTOS := $(or $(FLYTEIDL_PROTOS),build/flyteidl/protos)

# The npm package, checked against the pinned hash before it is opened.
build/flyteidl/protos:
	$(call say,NPM,@flyteorg/flyteidl@$(IDL_VERSION))
	@mkdir -p build/flyteidl
	$(Q)cd build/flyteidl && \
	    npm pack --silent @flyteorg/flyteidl@$(IDL_VERSION) >/dev/null && \
	    test "$$(openssl dgst -sha512 -binary \
	        flyteorg-flyteidl-$(IDL_VERSION).tgz | base64 -w0)" = \
	        "$(IDL_INTEGRITY)" && \
	    tar xzf flyteorg-flyteidl-$(IDL_VERSION).tgz --strip-components=1 \
	        package/protos

$(IDL_SRC) $(IDL_HDR) &: | $(IDL_PROTOS)
	$(call say,PROTOC,$(words $(IDL_NAMES)) files)
	@mkdir -p $(GEN)
	$(Q)protoc-c -I$(IDL_PROTOS) -I/usr/include --c_out=$(GEN) \
	    $(IDL_NAMES:%=%.proto) 2>&1 | grep -v 'is unused' || true
	@test -f $(lastword $(IDL_SRC))
endif

$(IDL_OBJ): $(BUILD)/gen/%.o: $(GEN)/%.c | $(IDL_HDR)
	$(call say,CC,$<)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) -c -o $@ $<

$(BUILD)/libflyteidl.a: $(IDL_OBJ)
	$(call say,AR,$@)
	$(Q)rm -f $@ && ar rcs $@ $^
