// The Prometheus operator, to prove with that it takes our AlertmanagerConfig. monitoringPrograms.ts says what is built.
module modelmonitor.dev/test/prometheus-operator

go 1.26.0

require github.com/prometheus-operator/prometheus-operator v0.93.0
