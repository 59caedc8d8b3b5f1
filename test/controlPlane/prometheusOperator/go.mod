// The Prometheus operator, for the definitions of its resources. controlPlane/recipes.ts says what is taken.
module modelmonitor.dev/test/prometheus-operator

go 1.26.0

require github.com/prometheus-operator/prometheus-operator v0.93.0
