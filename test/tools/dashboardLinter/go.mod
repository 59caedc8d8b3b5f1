// dashboard-linter, to prove with that none of its rules is broken. monitoringPrograms.ts says what is built.
module modelmonitor.dev/test/dashboard-linter

go 1.26.0

require github.com/grafana/dashboard-linter v0.2.0
