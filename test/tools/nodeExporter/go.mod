// node_exporter, to prove the dashboard of the machines with. monitoringPrograms.ts says what is built.
module modelmonitor.dev/test/node-exporter

go 1.26.0

require github.com/prometheus/node_exporter v1.12.1
