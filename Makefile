# Node 24 comes as an npm package: an older Node on the PATH is enough to start.
export PATH := $(CURDIR)/node_modules/.bin:$(PATH)

.PHONY: demo run test bench bench-trust generate examples format clean

demo: node_modules/.installed  ## serve the wine example, shift its traffic, find the drift
	@node cli/src/modelmonitor.js demo

run: node_modules/.installed  ## serve the wine example until Ctrl-C
	@node cli/src/modelmonitor.js run -f examples/wine

test: node_modules/.installed  ## the whole suite: format, lint, types, unused code, tests
	npm run -s lint
	npm run -s types
	npm run -s unused
	npm run -s unit

bench: node_modules/.installed  ## measure, and write docs/benchmarks.md
	node test/bench/bench.ts --write

bench-trust: node_modules/.installed  ## simulate false alarms and power of the drift methods
	node test/bench/bench.ts trust --write

generate: node_modules/.installed  ## write what is generated: docs/metrics.md, docs/api.md
	npm run -s generate

examples: node_modules/.installed  ## train the examples anew
	node examples/build.ts

format: node_modules/.installed
	npm run -s format

clean:
	rm -rf node_modules .modelmonitor .cache coverage

node_modules/.installed: package.json package-lock.json
	npm ci --no-audit --no-fund
	@touch $@
