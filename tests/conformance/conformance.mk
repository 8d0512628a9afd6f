# conformance.mk - the tools of `make conformance`: the judge and flytekit.
#
# Needs go (1.21 or later; it fetches the 1.26 that Flyte wants by itself),
# python3 with venv, and their package registries.

CONFORMANCE := build/conformance
JUDGE_SRC   := $(wildcard tests/conformance/judge/*.go) \
               tests/conformance/judge/go.mod tests/conformance/judge/go.sum

.PHONY: conformance-tools
conformance-tools: $(CONFORMANCE)/judge $(CONFORMANCE)/venv/ready

$(CONFORMANCE)/judge: $(JUDGE_SRC)
	$(call say,GO,$@)
	@mkdir -p $(@D)
	@command -v go >/dev/null || { \
	    echo 'conformance: no go on PATH: install Go 1.21 or later;'; \
	    echo "Debian 12's own golang 1.19 is too old for Flyte's compiler"; \
	    exit 1; }
	$(Q)cd tests/conformance/judge && go vet . && \
	    go build -o $(CURDIR)/$@ .

$(CONFORMANCE)/venv/ready: tests/conformance/requirements.txt \
                            tests/conformance/plugins.txt \
                            tests/conformance/clientless.txt
	$(call say,PIP,$(@D))
	$(Q)rm -rf $(@D)
	$(Q)python3 -m venv $(@D) || { \
	    echo 'conformance: python3 has no venv: install python3-venv'; exit 1; }
	$(Q)$(@D)/bin/pip install -q --disable-pip-version-check -r $<
	$(Q)$(@D)/bin/pip install -q --disable-pip-version-check --no-deps \
	    -r tests/conformance/plugins.txt
	$(Q)$(@D)/bin/pip install -q --disable-pip-version-check --no-deps \
	    --target $(@D)/clientless -r tests/conformance/clientless.txt
	$(Q)touch $@
