import { catalogue } from './metric.ts';

/** controller-runtime's buckets for the time of a reconcile, in seconds. */
const reconcileBuckets = [
  0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.25, 1.5, 1.75, 2, 2.5, 3, 3.5, 4, 4.5,
  5, 6, 7, 8, 9, 10, 15, 20, 25, 30, 40, 50, 60,
];

/** controller-runtime's buckets for the times of the work queue, in seconds. */
const queueBuckets = [1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1, 10];

const requestBuckets = [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2, 4, 8, 15, 30, 60];

/** What the operator exports of itself, under the names controller-runtime and client-go use where they have one. */
export const operatorMetrics = catalogue({
  reconciles: {
    name: 'controller_runtime_reconcile_total',
    type: 'counter',
    help: 'Reconciles by outcome.',
    labels: ['controller', 'result'],
  },
  reconcileErrors: {
    name: 'controller_runtime_reconcile_errors_total',
    type: 'counter',
    help: 'Reconciles that failed.',
    labels: ['controller'],
  },
  terminalReconcileErrors: {
    name: 'controller_runtime_terminal_reconcile_errors_total',
    type: 'counter',
    help: 'Reconciles that failed with an error that a retry does not fix.',
    labels: ['controller'],
  },
  reconcileSeconds: {
    name: 'controller_runtime_reconcile_time_seconds',
    type: 'histogram',
    help: 'Duration of reconciles.',
    labels: ['controller'],
    buckets: reconcileBuckets,
  },
  mostWorkers: {
    name: 'controller_runtime_max_concurrent_reconciles',
    type: 'gauge',
    help: 'Reconciles that may run at the same time.',
    labels: ['controller'],
  },
  activeWorkers: {
    name: 'controller_runtime_active_workers',
    type: 'gauge',
    help: 'Reconciles running now.',
    labels: ['controller'],
  },
  queueDepth: { name: 'workqueue_depth', type: 'gauge', help: 'Monitors waiting for a reconcile.', labels: ['name'] },
  queueAdds: { name: 'workqueue_adds_total', type: 'counter', help: 'Additions to the queue.', labels: ['name'] },
  queueRetries: { name: 'workqueue_retries_total', type: 'counter', help: 'Additions after a failure.', labels: ['name'] },
  queueSeconds: {
    name: 'workqueue_queue_duration_seconds',
    type: 'histogram',
    help: 'Time a monitor waits in the queue.',
    labels: ['name'],
    buckets: queueBuckets,
  },
  workSeconds: {
    name: 'workqueue_work_duration_seconds',
    type: 'histogram',
    help: 'Duration of the work on a monitor.',
    labels: ['name'],
    buckets: queueBuckets,
  },
  unfinishedSeconds: {
    name: 'workqueue_unfinished_work_seconds',
    type: 'gauge',
    help: 'Total time spent so far on work in progress.',
    labels: ['name'],
  },
  longestRunningSeconds: {
    name: 'workqueue_longest_running_processor_seconds',
    type: 'gauge',
    help: 'Time spent so far on the longest work in progress.',
    labels: ['name'],
  },
  requests: {
    name: 'rest_client_requests_total',
    type: 'counter',
    help: 'Requests to the API server; code <error> means that there was no response.',
    labels: ['code', 'method', 'host'],
  },
  requestSeconds: {
    name: 'rest_client_request_duration_seconds',
    type: 'histogram',
    help: 'Duration of requests to the API server.',
    labels: ['verb', 'host'],
    buckets: requestBuckets,
  },
  leader: {
    name: 'leader_election_master_status',
    type: 'gauge',
    help: 'Whether this process is the leader (1) or on standby (0).',
    labels: ['name'],
  },
  lists: {
    name: 'modelmonitor_operator_list_operations_total',
    type: 'counter',
    help: 'Lists of the caches, by outcome.',
    labels: ['kind', 'outcome'],
  },
  watches: {
    name: 'modelmonitor_operator_watch_operations_total',
    type: 'counter',
    help: 'Watches of the caches, by how they ended.',
    labels: ['kind', 'outcome'],
  },
  cachedObjects: { name: 'modelmonitor_operator_cached_objects', type: 'gauge', help: 'Objects in the caches.', labels: ['kind'] },
  lastSeen: {
    name: 'modelmonitor_operator_watch_last_seen_seconds',
    type: 'gauge',
    help: 'Time since a cache last received data from the API server.',
    labels: ['kind'],
  },
  applies: {
    name: 'modelmonitor_operator_child_writes_total',
    type: 'counter',
    help: 'Objects of monitors that were applied or deleted.',
    labels: ['kind', 'action'],
  },
  monitors: {
    name: 'modelmonitor_operator_monitors',
    type: 'gauge',
    help: 'ModelMonitors by the status of their Ready condition.',
    labels: ['ready'],
  },
  otherOperators: {
    name: 'modelmonitor_operator_yielded_monitors',
    type: 'gauge',
    help: 'ModelMonitors in the scope of this operator that another one, named by its lease, manages.',
    labels: ['operator'],
  },
  condition: {
    name: 'modelmonitor_condition',
    type: 'gauge',
    help: 'Whether a condition of a monitor has this status and reason (1); other combinations are absent.',
    labels: ['namespace', 'modelmonitor', 'type', 'status', 'reason'],
  },
  earlyRuns: {
    name: 'modelmonitor_operator_early_runs_total',
    type: 'counter',
    help: 'Drift checks started before their schedule, by reason.',
    labels: ['reason'],
  },
  loopLag: {
    name: 'modelmonitor_operator_event_loop_lag_seconds',
    type: 'gauge',
    help: 'Longest delay of the event loop since the last scrape.',
    labels: [],
  },
});
