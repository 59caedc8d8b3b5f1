// The etcd beneath a test's API server. controlPlane/recipes.ts says what is built.
module modelmonitor.dev/test/etcd

go 1.26.0

require go.etcd.io/etcd/server/v3 v3.6.16
