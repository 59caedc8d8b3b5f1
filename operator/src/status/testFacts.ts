import { createValidator, planFor } from '@modelmonitor/api';
import type { DeploymentItem } from '../caches/children.ts';
import type { JobItem } from '../caches/jobs.ts';
import type { ReportFacts } from '../reports/reportFacts.ts';
import { testMonitor } from '../testMonitor.ts';
import type { Facts } from './facts.ts';

export const noon = Date.UTC(2026, 5, 1, 12);

export interface TestFacts extends Partial<Omit<Facts, 'plan'>> {
  /** Spec of the monitor, beside the required fields. */
  readonly spec?: Readonly<Record<string, unknown>>;
}

const validate = createValidator();

/** What is known of a monitor that is served by one pod and has no report yet. */
export function testFacts({ spec = {}, ...rest }: TestFacts = {}): Facts {
  const monitor = testMonitor('wine', spec) as { metadata: object };
  const { monitor: valid, problems } = validate({ ...monitor, metadata: { ...monitor.metadata, namespace: 'models' } });
  if (valid === undefined) throw new Error(JSON.stringify(problems));
  return {
    plan: planFor(valid),
    generation: 3,
    now: noon,
    previous: {},
    failures: [],
    deployment: testDeployment(),
    existingPods: 1,
    template: 'digest',
    cause: undefined,
    runCauses: new Map(),
    operator: 'modelmonitor/modelmonitor-operator',
    jobs: [],
    pods: undefined,
    scraping: {
      hasServiceMonitor: true,
      mayReadPrometheuses: true,
      seesAllNamespaces: true,
      selectedBy: ['monitoring/k8s'],
      selectors: [],
    },
    rules: undefined,
    routing: testRouting(),
    report: { facts: undefined, unreadable: undefined, failure: undefined },
    ...rest,
  };
}

/** An AlertmanagerConfig that an Alertmanager selects, and that was not rejected. */
export function testRouting(rest: Partial<Facts['routing']> = {}): Facts['routing'] {
  const kinds = { hasAlertmanagerConfig: true, hasAlertmanager: true, mayRead: true, seesAllNamespaces: true };
  const selection = { selectedBy: ['monitoring/main'], selectors: ['monitoring/main: everything'] };
  const reports = {
    rejected: undefined,
    isChecked: false,
    isSettled: true,
    isPending: false,
    problem: undefined,
    isReported: true,
    lacksMailServer: false,
    withdrawn: undefined,
  };
  return { ...kinds, ...selection, ...reports, ...rest };
}

/** A Deployment with all its pods ready. */
export function testDeployment(rest: Partial<DeploymentItem> = {}): DeploymentItem {
  const item = { key: 'deployment/models/wine', kind: 'deployment', name: 'wine', namespace: 'models', monitor: 'models/wine' } as const;
  const versions = { uid: 'one', resourceVersion: '7', generation: 2, observedGeneration: 2 };
  const counts = { desired: 1, replicas: 1, ready: 1, updated: 1, available: 1 };
  const progress = { template: 'digest', stalled: undefined, refused: undefined };
  return { ...item, ...versions, ...counts, ...progress, deleting: false, owners: [], labels: {}, annotations: {}, ...rest };
}

export function testReport(rest: Partial<ReportFacts> = {}): ReportFacts {
  const found = {
    verdict: 'stable',
    reason: undefined,
    summary: undefined,
    share: 0,
    level: null,
    nFeatures: 1,
    drifted: [],
    notInReference: [],
    pods: null,
    warnings: { total: 0, texts: [] },
    newestRow: null,
  } satisfies Partial<ReportFacts>;
  return { run: '20260601T110000Z', timestamp: '2026-06-01T11:00:00.000Z', ...found, ...rest };
}

/** A run that failed at a time, in milliseconds since 1970. */
export function failedJob(name: string, endedAt: number): JobItem {
  const item = { key: `models/${name}`, uid: name, resourceVersion: '1', name, monitor: 'models/wine' };
  return {
    ...item,
    createdAt: endedAt - 60_000,
    outcome: 'failed',
    endedAt,
    ready: false,
    reason: 'BackoffLimitExceeded',
    digest: undefined,
    early: false,
  };
}
