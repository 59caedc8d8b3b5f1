// The Gateway API, for the definitions of its resources. controlPlane/recipes.ts says what is taken.
module modelmonitor.dev/test/gateway-api

go 1.26.0

require sigs.k8s.io/gateway-api v1.6.3
