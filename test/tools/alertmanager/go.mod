// Alertmanager, to prove routes and messages with. monitoringPrograms.ts says what is built.
module modelmonitor.dev/test/alertmanager

go 1.26.0

require github.com/prometheus/alertmanager v0.34.2
