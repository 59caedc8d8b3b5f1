import {
  canonicalJson,
  childNames,
  jobAnnotation,
  type MonitorStatus,
  type Plan,
  planFor,
  podPlacement,
  type Validate,
} from '@modelmonitor/api';
import {
  type Clock,
  kindOf,
  type Log,
  type ObjectClient,
  type Outcome,
  type OwnWrites,
  type RecordEvent,
  type Work,
} from '@modelmonitor/kube';
import { missingKinds, type RenderContext, render, templateDigest } from '@modelmonitor/render';
import { watchedTypes } from '../caches/cachedKinds.ts';
import type { Caches, MonitorItem } from '../caches/caches.ts';
import type { DeploymentItem } from '../caches/children.ts';
import { podsBehind } from '../caches/slices.ts';
import type { CauseReader } from '../causes/causeReader.ts';
import { causesOf } from '../causes/causesOf.ts';
import { applyChildren, pruneChildren, type WriteMeter } from '../children/applyChildren.ts';
import { claimMonitor } from '../claims/claimMonitor.ts';
import type { Claims } from '../claims/claims.ts';
import { stepEarlyRun } from '../early/stepEarlyRun.ts';
import { eventsOf } from '../events/eventsOf.ts';
import type { PodBook } from '../pods/podBook.ts';
import { pruneArchives } from '../reports/archive.ts';
import type { ReportBook, ReportEntry } from '../reports/reportBook.ts';
import { reportUnarchived } from '../reports/reportUnarchived.ts';
import type { RolloutBook } from '../rollout/rolloutBook.ts';
import type { RunEnds } from '../runs/runEnds.ts';
import type { Facts } from '../status/facts.ts';
import { alertsContext, type RoutingBook } from '../status/routing.ts';
import { rulesOf, scrapingOf } from '../status/scraping.ts';
import { invalidStatus, statusOf } from '../status/statusOf.ts';
import { writeStatus } from '../status/writeStatus.ts';
import type { MonitorExposition } from '../telemetry/monitorExposition.ts';
import { monitorSamples } from '../telemetry/monitorSamples.ts';
import { accountProblem } from './accountProblem.ts';
import { outcomeOf, reportableFailures } from './failures.ts';
import { earlier, nextTurn } from './nextTurn.ts';
import { isNamespaceKey, reconcileNamespace } from './reconcileNamespace.ts';

/** Input of rendering that is the same for all monitors. */
export type SharedContext = Omit<RenderContext, 'ownerUid' | 'driftPaused' | 'servedBefore'>;

export interface ReconcilerOptions {
  readonly caches: Caches;
  readonly client: ObjectClient;
  /** Hashes of the objects this process wrote. */
  readonly writes: OwnWrites<string>;
  /** Statuses this process wrote. */
  readonly statuses: OwnWrites<MonitorStatus>;
  readonly reports: ReportBook;
  readonly pods: PodBook;
  readonly runEnds: RunEnds;
  readonly rollouts: RolloutBook;
  readonly causes: CauseReader;
  readonly claims: Claims;
  readonly log: Log;
  /** Namespace and name of the lease of this operator. */
  readonly operator: string;
  readonly routing: RoutingBook;
  /** `NAMESPACE/NAME` of the PrometheusRule of the chart. */
  readonly prometheusRule: string | undefined;
  readonly validate: Validate;
  /** Annotations that monitors may set on pods, beside harmless ones. */
  readonly podAnnotations: readonly string[];
  readonly context: () => SharedContext;
  readonly record: RecordEvent;
  readonly exposition: MonitorExposition;
  /** Called when a monitor of a namespace came from another operator, or went to one. */
  readonly onHandover: (namespace: string) => void;
  readonly clock: Clock;
  readonly meter: WriteMeter & { startedEarly(reason: string): void };
}

/** The work on one monitor: reads the state of the cluster, brings the objects into the rendered state, writes the status. */
export function createReconciler(options: ReconcilerOptions): Work {
  const { caches, statuses, clock } = options;
  const books = [options.pods, options.reports, options.rollouts, options.causes, options.runEnds, options.exposition];
  return async (key, turn) => {
    if (isNamespaceKey(key)) return reconcileNamespace(key, options, turn.signal);
    const cached = caches.monitors.get(key);
    if (cached === undefined) {
      for (const book of [options.claims, options.routing, ...books]) book.forget(key);
      return { kind: 'done' };
    }
    // Its objects are deleted with it.
    if (cached.deleting) {
      options.claims.forget(key);
      return { kind: 'done' };
    }
    const known = { ...cached, status: statuses.newest(cached) ?? cached.status };
    const wasOthers = options.claims.isOthers(key);
    const item = await claimMonitor(known, { ...options, now: clock.now(), signal: turn.signal });
    if (options.claims.isOthers(key) !== wasOthers) options.onHandover(known.namespace);
    if ('kind' in item) {
      for (const book of books) book.forget(key);
      return item;
    }
    const plan = planHere(planOf(options, item), options.context());
    if (typeof plan !== 'string') return reconcile(options, { item, plan, ...turn });
    const status = invalidStatus(item.status, { message: plan, generation: item.generation, now: clock.now() });
    await settle(options, item, { status, report: undefined, signal: turn.signal });
    return { kind: 'giveUp', error: new Error(plan) };
  };
}

/** The plan of a monitor, or what is wrong with its resource: the API server has checked it, but perhaps with an older schema. */
export function planOf(
  { validate, podAnnotations }: Pick<ReconcilerOptions, 'validate' | 'podAnnotations'>,
  { name, namespace, spec }: MonitorItem,
): Plan | string {
  const { apiVersion, kind } = watchedTypes.monitor;
  const { monitor, problems } = validate({ apiVersion, kind, metadata: { name, namespace }, spec });
  return monitor === undefined
    ? problems.map(({ path, message }) => `${path} ${message}`).join('; ')
    : planFor(monitor, { ...podPlacement, podAnnotations });
}

/** The plan as it is in this cluster. */
function planHere(plan: Plan | string, context: SharedContext): Plan | string {
  if (typeof plan === 'string') return plan;
  return accountProblem(plan, context) ?? { ...plan, unsupported: [...plan.unsupported, ...missingKinds(plan, context)] };
}

interface Turn {
  readonly item: MonitorItem;
  readonly plan: Plan;
  readonly failuresBefore: number;
  readonly signal: AbortSignal;
}

async function reconcile(options: ReconcilerOptions, { item, plan, failuresBefore, signal }: Turn): Promise<Outcome> {
  const { caches, reports, pods, rollouts, causes, clock } = options;
  const live = new Map(caches.children.indexed(item.key).map((child) => [child.key, child]));
  const jobs = caches.jobs.indexed(item.key);
  const driftPaused = pods.early(item.key) !== undefined || jobs.some(({ early, outcome }) => early && outcome === 'running');
  const shared = options.context();
  const routing = options.routing.routing(plan, { ...item, previous: item.status, context: shared });
  const context = { ...shared, ...alertsContext(routing, clock.now()), ownerUid: item.uid, driftPaused };
  const about = { item, plan, live, digest: templateDigest(plan, context), monotonic: clock.monotonic() };
  const children = render(plan, { ...context, servedBefore: rollouts.versionsToServe(about) });
  const kept = await rollouts.keep(about);
  const applying = { ...options, monitor: item, live, keep: kept.keys, signal };
  const applied = await applyChildren(children, applying);
  const failures = [...applied.failures, ...(await pruneChildren(children, applying))];
  // Its objects are deleted with it, and so is the monitor itself.
  if (failures.some((error) => kindOf(error) === 'terminating')) return { kind: 'done' };
  const liveChild = (kind: string, name: string) => live.get(`${kind}/${item.namespace}/${name}`);
  const history = item.status.drift?.history ?? [];
  const report = await reports.refresh(item.key, { plan, item: liveChild('configMap', plan.names.drift), history, signal });
  const early = {
    suspended: plan.drift.trigger.suspend,
    cronJob: children.find(({ kind }) => kind === 'cronJob'),
    owner: liveChild('cronJob', plan.names.drift),
    jobs: caches.jobs.indexed(item.key),
    monotonic: clock.monotonic(),
  };
  // A check needs its CronJob, paused, and its configuration; what else cannot be applied does not keep the schedule paused.
  const isReady = !(['cronJob', 'configMap', 'serviceAccount'] as const).some((kind) => applied.failed.has(kind));
  const isStepping = isReady && (await stepEarlyRun({ ...options, ...early, item, signal }));
  const reportedBy = liveChild('configMap', plan.names.drift)?.annotations[jobAnnotation];
  const ending = await options.runEnds.step({ key: item.key, namespace: item.namespace, jobs, reportedBy, signal });
  const now = clock.now();
  const deployment = liveChild('deployment', plan.names.predictor) as DeploymentItem | undefined;
  const template = about.digest;
  const input = { causes, key: item.key, plan, deployment, template, previous: item.status, jobs, now, signal };
  const { wait: runWait, ...why } = await causesOf(input);
  const facts: Facts = {
    plan,
    generation: item.generation,
    now,
    previous: item.status,
    failures: reportableFailures(failures, failuresBefore),
    deployment,
    existingPods: podsBehind(caches.slices.indexed(`${item.namespace}/${plan.names.pods}`)),
    template,
    ...why,
    operator: options.operator,
    jobs,
    pods: pods.seen(item.key),
    scraping: scrapingOf(plan, { caches, context }),
    rules: rulesOf(options.prometheusRule, { caches, exists: caches.hasKind('prometheusRule') }),
    routing,
    report,
  };
  await settle(options, item, { status: statusOf(facts), report, plan, signal });
  const outcome = outcomeOf([...failures, ...(await reportUnarchived(item, { ...options, report, signal }))]);
  if (outcome.kind !== 'done') return outcome;
  return [causes.readAgain(item.key), runWait, ending, kept.wait].reduce(earlier, nextTurn(facts, isStepping));
}

interface Settled {
  readonly status: MonitorStatus;
  readonly report: ReportEntry | undefined;
  readonly plan?: Plan;
  readonly signal: AbortSignal;
}

/** Exports metrics; writes the status and records events when it changed. */
async function settle(options: ReconcilerOptions, item: MonitorItem, { status, report, plan, signal }: Settled): Promise<void> {
  const { client, record, exposition, statuses } = options;
  const { name, namespace, key, status: before } = item;
  exposition.set(key, monitorSamples(item, { status, report, plan }));
  if (canonicalJson(status) === canonicalJson(before)) return;
  const [historyBefore, historyAfter] = [before.drift?.history ?? [], status.drift?.history ?? []];
  await pruneArchives(client, { before: historyBefore, after: historyAfter, namespace, names: childNames(name) }, signal);
  try {
    await writeStatus(item, status, { client, statuses, signal });
  } catch (error) {
    // Deleted a moment ago.
    if (kindOf(error) === 'notFound') return;
    throw error;
  }
  for (const event of eventsOf(before, status)) await record(item, event, signal);
}
