# All there is to say to b-mail. Each target sets up what it needs, and does nothing twice.

.PHONY: help setup build test demo bench economics plant lint generate keys clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-9s %s\n", $$1, $$2 }' Makefile

setup:
	@tools/setup

build: setup ## build and verify the programs, into target/deploy
	@tools/build

test: setup ## run all tests
	@tools/test

demo: setup ## play b-mail on a local validator (ARGS='--message ...', ARGS=--json)
	@tools/run bmail-demo $(ARGS)

bench: setup ## measure compute units, sizes and rent (ARGS=...)
	@tools/run bmail-bench $(ARGS)

economics: setup ## print what a network's numbers lead to (ARGS=--write)
	@tools/run bmail-economics $(ARGS)

plant: setup ## plant bugs in the programs, and see that the tests notice (ARGS=words of a name)
	@tools/plant $(ARGS)

lint: setup ## check format, lints, lock files and scripts
	@tools/lint

generate: setup ## render the clients from the programs' IDLs
	@tools/generate

keys: setup ## make your own program addresses, and use them
	@tools/keys

clean: ## remove what this clone has built
	@rm -rf target clients/target && echo "The cache that all clones share stays: rm -rf $${BMAIL_CACHE:-$${XDG_CACHE_HOME:-~/.cache}/bmail} removes it."
