import { canonicalJson, type MonitorStatus, type Plan, staleAt } from '@modelmonitor/api';
import type { Clock, ObjectClient } from '@modelmonitor/kube';
import { kindOf } from '@modelmonitor/kube';
import { type Child, type RenderContext, render } from '@modelmonitor/render';
import { watchedTypes } from '../caches/cachedKinds.ts';
import type { Caches } from '../caches/caches.ts';
import type { ChildItem, DeploymentItem, MonitorItem } from '../caches/items.ts';
import type { Applied } from '../children/applied.ts';
import { type ApplyOptions, applyChildren, pruneChildren, type WriteMeter } from '../children/applyChildren.ts';
import { startEarlyRun } from '../early/startEarlyRun.ts';
import { eventsOf } from '../events/eventsOf.ts';
import type { RecordEvent } from '../events/recorder.ts';
import type { PodBook } from '../pods/podBook.ts';
import { pruneArchives } from '../reports/archive.ts';
import type { ReportBook, ReportEntry } from '../reports/reportBook.ts';
import type { Facts } from '../status/facts.ts';
import { scrapingOf } from '../status/scrapingOf.ts';
import type { StatusBook } from '../status/statusBook.ts';
import { invalidStatus, statusOf } from '../status/statusOf.ts';
import type { MonitorExposition } from '../telemetry/monitorExposition.ts';
import { monitorSamples } from '../telemetry/monitorSamples.ts';
import { outcomeOf, tellingFailures } from './failures.ts';
import type { Outcome } from './outcome.ts';

/** What rendering depends on beside a monitor: the same for all of them. */
export type SharedContext = Omit<RenderContext, 'ownerUid' | 'driftPaused'>;

export interface ReconcilerOptions {
  readonly caches: Caches;
  readonly client: ObjectClient;
  readonly applied: Applied;
  readonly reports: ReportBook;
  readonly pods: PodBook;
  readonly statuses: StatusBook;
  readonly planned: (item: MonitorItem) => Plan | string;
  readonly context: () => SharedContext;
  readonly record: RecordEvent;
  readonly exposition: MonitorExposition;
  readonly clock: Clock;
  readonly meter: WriteMeter & { startedEarly(reason: string): void };
}

/** One look at a monitor: reads the world, makes it what it should be, says what is. */
export type Reconcile = (key: string, turn: { failuresBefore: number; signal: AbortSignal }) => Promise<Outcome>;

const statusManager = 'modelmonitor-status';

/** How soon the next step of a check that does not wait for its schedule is looked for, in milliseconds. */
const earlyStepMilliseconds = 1500;

export function createReconciler(options: ReconcilerOptions): Reconcile {
  const { caches, planned, clock } = options;
  return async (key, turn) => {
    const cached = caches.monitors.get(key);
    if (cached === undefined) {
      forget(options, key);
      return { kind: 'done' };
    }
    const item = { ...cached, status: options.statuses.latest(cached) };
    // What it owns goes with it.
    if (item.deleting) return { kind: 'done' };
    const plan = planned(item);
    if (typeof plan === 'string') {
      const { generation, status } = item;
      await settle(options, item, {
        status: invalidStatus(status, { message: plan, generation, now: clock.now() }),
        report: undefined,
        signal: turn.signal,
      });
      return { kind: 'giveUp', error: new Error(plan) };
    }
    return look(options, { item, plan, ...turn });
  };
}

interface Look {
  readonly item: MonitorItem;
  readonly plan: Plan;
  readonly failuresBefore: number;
  readonly signal: AbortSignal;
}

async function look(options: ReconcilerOptions, { item, plan, failuresBefore, signal }: Look): Promise<Outcome> {
  const { caches, reports, pods, clock } = options;
  const live = new Map(caches.children.indexed(item.key).map((child) => [child.key, child]));
  const jobs = caches.jobs.indexed(item.key);
  const driftPaused = pods.early(item.key) !== undefined || jobs.some(({ early, outcome }) => early && outcome === 'running');
  const children = render(plan, { ...options.context(), ownerUid: item.uid, driftPaused });
  const of = { monitor: item.key, monitorGeneration: item.generation, ownerUid: item.uid };
  const applying: ApplyOptions = { ...options, ...of, live, signal };
  const failures = [...(await applyChildren(children, applying)), ...(await pruneChildren(children, applying))];
  const childNamed = (kind: string, name: string) => live.get(`${kind}/${item.namespace}/${name}`);
  const history = item.status.drift?.history ?? [];
  const report = await reports.refresh(item.key, { plan, item: childNamed('configMap', plan.names.drift), history, signal });
  const cronJob = childNamed('cronJob', plan.names.drift);
  const early = failures.length === 0 ? await stepEarlyRun(options, { item, plan, children, cronJob, signal }) : undefined;
  const facts: Facts = {
    plan,
    generation: item.generation,
    now: clock.now(),
    previous: item.status,
    failures: tellingFailures(failures, failuresBefore),
    deployment: childNamed('deployment', plan.names.predictor) as DeploymentItem | undefined,
    jobs,
    pods: pods.seen(item.key),
    scraping: scrapingOf(plan, { caches, context: options.context() }),
    hasAlertmanagerConfig: options.context().has.alertmanagerConfig,
    report,
  };
  await settle(options, item, { status: statusOf(facts), report, plan, signal });
  const outcome = outcomeOf(failures);
  return outcome.kind === 'done' ? nextLook(facts, early) : outcome;
}

/** When something changes without an event: a check in progress, or a report that becomes stale. */
function nextLook({ plan, report, now }: Facts, early: boolean | undefined): Outcome {
  if (early === true) return { kind: 'wait', milliseconds: earlyStepMilliseconds };
  if (report.facts === undefined || plan.drift.trigger.suspend) return { kind: 'done' };
  const stale = staleAt(plan.monitor, Date.parse(report.facts.timestamp));
  return stale > now && Number.isFinite(stale) ? { kind: 'wait', milliseconds: stale - now + 1000 } : { kind: 'done' };
}

/** @returns whether a further step is to come */
async function stepEarlyRun(
  { client, pods, clock, record, caches, meter }: ReconcilerOptions,
  {
    item,
    plan,
    children,
    cronJob,
    signal,
  }: Pick<Look, 'item' | 'plan' | 'signal'> & { children: readonly Child[]; cronJob: ChildItem | undefined },
): Promise<boolean> {
  const early = pods.early(item.key);
  const wanted = children.find(({ kind }) => kind === 'cronJob');
  if (early === undefined || wanted === undefined) return false;
  if (plan.drift.trigger.suspend && early.job === undefined) {
    pods.setEarly(item.key, undefined);
    return false;
  }
  const jobs = caches.jobs.indexed(item.key);
  const after = [item.status.drift?.lastRunTime ?? '', ...jobs.map(({ uid }) => uid).sort()].join(' ');
  const next = await startEarlyRun({ client, early, cronJob: wanted, owner: cronJob, jobs, after, monotonic: clock.monotonic(), signal });
  pods.setEarly(item.key, next);
  if (next?.job !== undefined && early.job === undefined) {
    meter.startedEarly(early.reason);
    const why = early.reason === 'rows' ? 'the window is full' : 'its oldest new row is about to be too old';
    const message = `Job ${next.job.name} was started before its schedule: ${why}`;
    await record(item, { type: 'Normal', reason: 'DriftRunStarted', action: 'CheckDrift', message, once: next.job.name }, signal);
  }
  return next !== undefined;
}

interface Settled {
  readonly status: MonitorStatus;
  readonly report: ReportEntry | undefined;
  readonly plan?: Plan;
  readonly signal: AbortSignal;
}

/** Writes the status if it is another, tells what is worth telling, and exports what is known. */
async function settle(options: ReconcilerOptions, item: MonitorItem, { status, report, plan, signal }: Settled): Promise<void> {
  const { client, record, exposition, statuses } = options;
  const { name, namespace, key, status: before } = item;
  exposition.set(key, monitorSamples(item, { status, report, plan }));
  if (canonicalJson(status) === canonicalJson(before)) return;
  const { apiVersion, kind } = watchedTypes.monitor;
  const object = { apiVersion, kind, metadata: { name, namespace }, status };
  const [historyBefore, historyAfter] = [before.drift?.history ?? [], status.drift?.history ?? []];
  await pruneArchives(client, { before: historyBefore, after: historyAfter, namespace }, signal);
  try {
    const { resourceVersion = '' } = await client.apply(watchedTypes.monitor, object, {
      fieldManager: statusManager,
      subresource: 'status',
      signal,
    });
    statuses.wrote(item, { status, resourceVersion });
  } catch (error) {
    // Deleted a moment ago.
    if (kindOf(error) === 'notFound') return;
    throw error;
  }
  for (const event of eventsOf(before, status)) await record(item, event, signal);
}

function forget({ pods, reports, exposition, statuses }: ReconcilerOptions, key: string): void {
  statuses.forget(key);
  pods.forget(key);
  reports.forget(key);
  exposition.forget(key);
}
