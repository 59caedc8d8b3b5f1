# Node 24 comes as an npm package: an older Node on the PATH is enough to start.
export PATH := $(CURDIR)/node_modules/.bin:$(PATH)

.PHONY: install demo run check lint types unused test first-run peers fuzz e2e compose-test images kind-up kind-down bench bench-trust bench-operator field generate screenshots examples format clean

VERSION := 0.1.0
ROUNDS ?= 10
# Of kube-prometheus-stack in `make kind-up`, whose values are in charts/values-kube-prometheus-stack-kind.yaml.
STACK_VERSION := 88.5.3
# Scripts that start a node where kind cannot be had; `make e2e` uses them when they are there.
export CLUSTER_SCRIPTS ?= $(CURDIR)/../shared/cluster

install: node_modules/.installed  ## install the packages; the other targets do it, too

demo: node_modules/.installed  ## serve the wine example, shift its traffic, find the drift
	@node cli/src/modelmonitor.js demo

run: node_modules/.installed  ## serve the wine example until Ctrl-C
	@node cli/src/modelmonitor.js run -f examples/wine

check: node_modules/.installed  ## two minutes: format, lint, types, unused code, licences, architecture, every test that starts no program of others
	@$(MAKE) --no-print-directory -j3 lint types unused
	npm run -s unit -- --config jest.check.config.ts

lint types unused: node_modules/.installed
	npm run -s $@

test: first-run check  ## the whole suite: `make check`, then the tests that start an API server, a browser, Prometheus, Alertmanager, helm or Python
	npm run -s unit -- --config jest.programs.config.ts

first-run: node_modules/.installed
	@node test/firstRun.ts

peers: node_modules/.installed  ## beside servers and libraries of PyPI: MLflow and the libraries that log to it, PgBouncer
	npm run -s unit -- --config jest.peers.config.ts

fuzz: node_modules/.installed  ## property tests, ROUNDS times, with other cases than those of `make test`
	for round in $$(seq $(ROUNDS)); do \
	  FAST_CHECK_SEED=random npm run -s unit -- $$(git grep -l "from 'fast-check'" -- '*.test.ts') || exit 1; \
	done

e2e: node_modules/.installed images  ## a real node: chart, model, drift, alert, upgrade, uninstall; changes under load (kind, or CLUSTER_SCRIPTS)
	npm run -s unit -- --config jest.e2e.config.ts --runInBand images endToEnd upgrades

compose-test: node_modules/.installed images  ## docker compose: up, healthy, traffic, alert, restart keeps data, down
	npm run -s unit -- --config jest.e2e.config.ts compose

images:  ## build the images with docker
	docker build --target predictor --build-arg VERSION=$(VERSION) --tag modelmonitor/predictor:$(VERSION) .
	docker build --target operator --build-arg VERSION=$(VERSION) --tag modelmonitor/operator:$(VERSION) .

kind-up: images  ## a kind cluster with kube-prometheus-stack, the chart and the wine example; safe to repeat
	kind get clusters | grep -qx modelmonitor || kind create cluster --config kind-config.yaml --wait 120s
	helm upgrade --install kube-prometheus-stack kube-prometheus-stack --repo https://prometheus-community.github.io/helm-charts --version $(STACK_VERSION) \
	  --namespace monitoring --create-namespace --values charts/values-kube-prometheus-stack-kind.yaml --wait --timeout 10m
	kind load docker-image --name modelmonitor modelmonitor/predictor:$(VERSION) modelmonitor/operator:$(VERSION)
	helm upgrade --install modelmonitor charts/modelmonitor --namespace modelmonitor --create-namespace --wait \
	  --set serviceMonitor.labels.release=kube-prometheus-stack --set prometheusRule.labels.release=kube-prometheus-stack
	kubectl apply --filename examples/wine
	kubectl wait --for=condition=Ready mm/wine --timeout=120s
	@echo 'Grafana http://127.0.0.1:3000   Prometheus http://127.0.0.1:9090   Alertmanager http://127.0.0.1:9093'
	@echo "password of Grafana's admin: kubectl --namespace monitoring get secret kube-prometheus-stack-grafana --output jsonpath='{.data.admin-password}' | base64 --decode"
	@echo 'kubectl port-forward svc/wine 8000, then: npx modelmonitor traffic --url http://127.0.0.1:8000/predict --data examples/wine/wine.csv --exclude cultivar'

kind-down:
	kind delete cluster --name modelmonitor

bench: node_modules/.installed  ## measure, and write docs/benchmarks.md
	node test/bench/bench.ts --write

bench-operator: node_modules/.installed  ## measure the operator against a real API server (three quarters of an hour)
	node test/bench/bench.ts operator-scale operator-cold-start operator-failover operator-rollouts operator-soak --write

bench-trust: node_modules/.installed  ## simulate false alarms and power of the drift methods and defaults
	node test/bench/bench.ts trust windows --write

field: node_modules/.installed  ## public data of packages at the first try, beside Evidently: drift, profile, train, run, report (half an hour)
	node test/bench/bench.ts field --write

generate: node_modules/.installed  ## write what is generated: docs/metrics.md, docs/api.md
	npm run -s generate

screenshots: node_modules/.installed  ## take the pictures of the README from the running example
	@node test/screenshots.ts

examples: node_modules/.installed  ## build the examples again
	node examples/build.ts

format: node_modules/.installed
	npm run -s format

clean:
	rm -rf node_modules .modelmonitor .cache coverage

node_modules/.installed: package.json package-lock.json
	npm ci --ignore-scripts --no-audit --no-fund
	@touch $@
