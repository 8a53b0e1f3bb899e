# All commands of b-mail. Each target does its own setup, and does nothing twice.

.PHONY: help setup build test demo bench economics plant lint generate keys clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-9s %s\n", $$1, $$2 }' Makefile

setup:
	@tools/setup

build: setup ## build and verify the programs, into target/deploy
	@tools/build

test: setup ## run all tests
	@tools/test

demo: setup ## show b-mail on a local validator (ARGS='--message ...', ARGS=--json)
	@tools/run bmail-demo $(ARGS)

bench: setup ## measure compute units, sizes and rent (ARGS=...)
	@tools/build peers
	@tools/run bmail-bench $(ARGS)

economics: setup ## print the consequences of a network's numbers (ARGS=--write)
	@tools/run bmail-economics $(ARGS)

plant: setup ## plant bugs in the programs, and check that the tests notice (ARGS=words of a name)
	@tools/plant $(ARGS)

lint: setup ## check formatting, lints, lock files and scripts
	@tools/lint

generate: setup ## render the clients from the programs' IDLs, and write docs/tests.md
	@tools/generate

keys: setup ## create your own program addresses, and use them
	@tools/keys

clean: ## remove everything that this clone has built
	@rm -rf target clients/target && echo "The cache that all clones share was kept. To remove it: rm -rf $${BMAIL_CACHE:-$${XDG_CACHE_HOME:-~/.cache}/bmail}"
