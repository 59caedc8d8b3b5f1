// Prometheus, to prove rules and dashboards with. monitoringPrograms.ts says what is built.
module modelmonitor.dev/test/prometheus

go 1.26.0

require github.com/prometheus/prometheus v0.315.0
