/** Which rooms a room may import: the column of the design. */
export const mayImport: Readonly<Record<string, readonly string[]>> = {
  api: [],
  stats: [],
  models: ['api', 'stats'],
  // The one HTTP client, and where bytes come from.
  http: [],
  sources: ['api', 'http'],
  tables: ['api', 'stats'],
  // Connections to PostgreSQL and ClickHouse, and queries that count there.
  databases: ['api', 'http', 'tables'],
  store: ['api', 'stats', 'tables', 'databases'],
  drift: ['api', 'stats', 'models', 'tables'],
  report: ['api'],
  job: ['api', 'stats', 'http', 'models', 'sources', 'tables', 'databases', 'store', 'drift', 'report'],
  // The drift job runs as a process of its own; of `tables` only windows and bins, of `job` only the child and stored reports.
  predictor: ['api', 'stats', 'models', 'sources', 'tables', 'store', 'job'],
  // Apart from the operator: printing what it would apply needs no Kubernetes client.
  render: ['api'],
  // Knows no monitor.
  kube: ['http'],
  operator: ['api', 'http', 'kube', 'render'],
  // What Prometheus, Alertmanager and Grafana read is generated before anything is installed, so the generators are no runtime dependencies.
  monitoring: ['api'],
  cli: ['api', 'stats', 'http', 'models', 'sources', 'tables', 'databases', 'store', 'drift', 'report', 'job', 'predictor', 'render'],
};
