# All commands of b-mail. Each target does its own setup, and does nothing twice.

.PHONY: help setup build install test check demo bench bench-lists bench-inbox economics plant soak lint generate keys clean

help: ## show this list, with how long each may take with an empty cache, and later
	@awk -F '\t' 'function time(s) { return s < 120 ? s " s" : int((s + 59) / 60) " min" } \
	  FNR == NR { if ($$1 ~ /^make /) may[$$1] = "[" time($$2) ", later " time($$3) "]"; next } \
	  /^[a-z-]+:.*## / { split($$0, target, /:.*## /); name = "make " target[1]; printf "%-14s %s %s\n", name, target[2], may[name] }' \
	  docs/budget.tsv Makefile

setup:
	@tools/setup

build: setup ## build and verify the programs, into target/deploy, and their IDLs, into target/idl
	@tools/build
	@tools/idls

install: setup ## build the bmail command, and put it where cargo puts commands (BIN=folder)
	@tools/install

test: setup ## run all tests
	@tools/test

check: setup ## check one change (ARGS=mail, or a crate, a folder of tests/tests, sdk)
	@tools/check $(ARGS)

demo: setup ## show b-mail on a local validator (ARGS='--message ...', ARGS=--json)
	@tools/run bmail-demo $(ARGS)

bench: setup ## measure compute units, sizes and rent (ARGS=...)
	@tools/build peers
	@tools/run bmail-bench $(ARGS)
	@tools/figures

bench-lists: setup ## measure lists and a mail store of 100,000 messages (ARGS=--check, ARGS=--write)
	@tools/run bmail-bench-lists $(ARGS)
	@tools/run bmail-bench-store $(filter --check,$(ARGS))
	@tools/figures

bench-inbox: setup ## measure what bmail inbox takes with 10,000 letters
	@tools/build
	@tools/host-cargo test --workspace --test cli -- --ignored --nocapture an_inbox_of_10000

economics: setup ## print the consequences of a network's numbers (ARGS=--write)
	@tools/run bmail-economics $(ARGS)

plant: setup ## plant bugs in the programs, and check that the tests notice (ARGS=words of a name, ARGS="--since COMMIT")
	@tools/plant $(ARGS)

soak: setup ## cut the power and kill clients more often than `make test` does (ARGS=200 power cuts)
	@tools/soak $(ARGS)

lint: setup ## check formatting, lints, lock files and scripts
	@tools/lint

generate: setup ## render the clients from the programs' IDLs, and write docs/tests.md
	@tools/generate

keys: setup ## create your own program addresses, and use them
	@tools/keys

clean: ## remove everything that this clone has built
	@rm -rf target clients/target && echo "The cache that all clones share was kept. To remove it: rm -rf $${BMAIL_CACHE:-$${XDG_CACHE_HOME:-~/.cache}/bmail}"
