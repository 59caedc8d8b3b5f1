import { childNames, type MonitorStatus, type ReadSummary, type Validate } from '@modelmonitor/api';
import type { Clock, Log, ObjectClient, OwnWrites, RecordEvent, WorkQueue } from '@modelmonitor/kube';
import { createOwnWrites, createRest, createWorkQueue, runWorkers } from '@modelmonitor/kube';
import type { Caches, Listeners, MonitorItem } from './caches/caches.ts';
import type { RejectionItem } from './caches/rejections.ts';
import { createCauseReader } from './causes/causeReader.ts';
import { type Claims, createClaims } from './claims/claims.ts';
import { createPodBook } from './pods/podBook.ts';
import type { QueryPod } from './pods/podClient.ts';
import { pollPods } from './pods/podPoller.ts';
import { isNamespaceKey, namespaceKey } from './reconcile/reconcileNamespace.ts';
import { createReconciler, planOf, type SharedContext } from './reconcile/reconciler.ts';
import { unusualMonitors } from './reconcile/unusualMonitors.ts';
import { createReportBook } from './reports/reportBook.ts';
import { createRolloutBook } from './rollout/rolloutBook.ts';
import { createRunEnds } from './runs/runEnds.ts';
import { createRoutingBook, type MailServer } from './status/routing.ts';
import type { MonitorExposition } from './telemetry/monitorExposition.ts';
import type { OperatorTelemetry } from './telemetry/operatorTelemetry.ts';

export interface TermOptions {
  readonly prometheusRule: string | undefined;
  readonly mailServer: MailServer;
  readonly caches: Caches;
  readonly client: ObjectClient;
  readonly validate: Validate;
  readonly readSummary: ReadSummary;
  readonly podAnnotations: readonly string[];
  readonly context: () => SharedContext;
  readonly record: RecordEvent;
  readonly exposition: MonitorExposition;
  readonly telemetry: OperatorTelemetry;
  readonly query: QueryPod;
  readonly token: () => Promise<string | undefined>;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  readonly workers: number;
  /** Namespace and name of the lease of this operator. */
  readonly operator: string;
  /** Class of the monitors it manages; undefined: those without one. */
  readonly class: string | undefined;
}

/** One term of leadership; what it remembers of its writes is void afterwards. */
export interface Term {
  readonly listeners: Listeners;
  /** Monitors that wait for their turn. */
  readonly depth: () => number;
  /** Monitors in scope that are left to other operators, by operator. */
  readonly yielded: Claims['yielded'];
  /** Queues every monitor as a routine. */
  queueAll(): void;
  /** Works until `stop` aborts, and then completes started turns; or until `fence` aborts, and then drops them. */
  run(signals: { readonly stop: AbortSignal; readonly fence: AbortSignal }): Promise<void>;
}

/** Time in which started turns may complete after a stop, in milliseconds. */
const graceMilliseconds = 8000;

/** How soon pods that came or went are queried, in milliseconds. */
const soonMilliseconds = 1500;

/** Pause before an object is created again that was deleted right after its creation, in milliseconds. */
const pauseMilliseconds = 500;

export function createTerm(options: TermOptions): Term {
  const { caches, clock, random, telemetry } = options;
  const queue = createWorkQueue({ clock, random, meter: telemetry.queue });
  const polls = createWorkQueue({ clock, random });
  const [writes, statuses] = [createOwnWrites<string>(clock), createOwnWrites<MonitorStatus>(clock)];
  const pods = createPodBook(clock);
  const claims = createClaims(options);
  // Monitors of an earlier term may have gone since.
  options.exposition.clear();
  const isShared = () => options.context().serviceMonitorScope === 'namespace';
  // Shared objects of namespaces without monitors, too: the last one may have gone while there was no leader.
  const namespaceKeys = () =>
    new Set([
      ...(isShared() ? [...caches.monitors.values()].map(({ namespace }) => namespaceKey(namespace)) : []),
      ...[...caches.children.words()].filter(isNamespaceKey),
    ]);
  const queueAll = () => {
    for (const { key } of caches.monitors.values()) queue.add(key, 'routine');
    for (const key of namespaceKeys()) queue.add(key, 'routine');
  };
  const { onNewMonitor, ...listeners } = listenersOf({ queue, polls, writes, statuses, caches, queueAll, isShared });
  return {
    listeners,
    depth: () => queue.depth,
    yielded: claims.yielded,
    queueAll,
    async run({ stop, fence }) {
      const rollouts = createRolloutBook({ ...options, pods });
      const causes = createCauseReader(options);
      const shared = { ...options, writes, statuses, pods, claims, rollouts, causes, runEnds: createRunEnds(options) };
      const [routing, reports] = [createRoutingBook(options), createReportBook(options)];
      const onHandover = (namespace: string) => {
        if (isShared()) queue.add(namespaceKey(namespace), 'changed');
      };
      const work = createReconciler({ ...shared, routing, reports, onHandover, meter: telemetry.writes });
      const rest = createRest(clock);
      for (const item of caches.monitors.values()) {
        onNewMonitor(item);
        // What was edited while there was no leader does not wait for all others.
        if (item.generation !== item.status.observedGeneration) queue.add(item.key, 'changed');
        await rest();
      }
      const keys = [...caches.monitors.values()].map(({ key }) => key);
      for (const key of await unusualMonitors(keys, caches.children.indexed, rest)) queue.add(key, 'changed');
      queueAll();
      const over = AbortSignal.any([stop, fence]);
      const dropped = new AbortController();
      stop.addEventListener('abort', () => void clock.sleep(graceMilliseconds, fence).then(() => dropped.abort()), { once: true });
      const working = AbortSignal.any([fence, dropped.signal]);
      const onNews = (key: string) => queue.add(key, 'changed');
      await Promise.all([
        runWorkers({ ...options, queue, work, meter: telemetry.reconciles }, { over, working }),
        pollPods(
          { ...shared, planned: (item) => planOf(options, item), queue: polls, book: pods, isOthers: claims.isOthers, onNews },
          over,
        ),
      ]);
    },
  };
}

/** Keys of the monitors whose AlertmanagerConfig was rejected. */
function monitorsAbout({ about }: RejectionItem, { monitors }: Pick<Caches, 'monitors'>): string[] {
  const inNamespace = [...monitors.values()].filter(({ namespace }) => namespace === about.namespace);
  return inNamespace.filter(({ name }) => childNames(name).predictor === about.name).map(({ key }) => key);
}

/** What of a monitor decides whether it shares the ServiceMonitor of its namespace. */
const scrapeOf = (item: MonitorItem | undefined) =>
  item === undefined || item.deleting ? undefined : JSON.stringify([item.spec.class, item.spec.monitoring.serviceMonitor]);

interface Notified {
  readonly queue: WorkQueue;
  readonly polls: WorkQueue;
  readonly writes: OwnWrites<string>;
  readonly statuses: OwnWrites<MonitorStatus>;
  readonly caches: Pick<Caches, 'monitors'>;
  readonly queueAll: () => void;
  /** Whether monitors share a ServiceMonitor. */
  readonly isShared: () => boolean;
}

/** Turns changes of the caches into keys of monitors in the queue; what the operator wrote itself is no change. */
function listenersOf(notified: Notified): Listeners & { onNewMonitor(item: MonitorItem): void } {
  const { queue, polls, writes, statuses, caches, queueAll, isShared } = notified;
  const byService = new Map<string, string>();
  const add = (key: string | undefined) => {
    if (key !== undefined) queue.add(key, 'changed');
  };
  const generationOf = (key = '') => caches.monitors.get(key)?.generation ?? 0;
  const serviceOf = ({ namespace, name }: MonitorItem) => `${namespace}/${childNames(name).pods}`;
  const onNewMonitor = (item: MonitorItem) => {
    byService.set(serviceOf(item), item.key);
    polls.addAfter(item.key, soonMilliseconds);
  };
  return {
    onNewMonitor,
    onMonitor({ before, after }) {
      if (before !== undefined && after === undefined) {
        byService.delete(serviceOf(before));
        statuses.forget(before.key, before.uid);
      }
      if (before === undefined && after !== undefined) onNewMonitor(after);
      // A list may show, in the same object, the own status and an edit before it: then the generation differs.
      if (after !== undefined && statuses.isOwnEcho(after, after.generation)) statuses.forget(after.key, after.uid);
      else add((after ?? before)?.key);
      if (isShared() && scrapeOf(before) !== scrapeOf(after)) add(namespaceKey((after ?? before)?.namespace ?? ''));
    },
    onChild({ before, after }) {
      if (before !== undefined && after === undefined && writes.forget(before.key, before.uid) === 'short-lived') {
        // Collected, since it was created for a monitor that was replaced: until that is known, it would be deleted again.
        if (before.monitor !== undefined) queue.addAfter(before.monitor, pauseMilliseconds);
        return;
      }
      if (after !== undefined && writes.isOwnEcho(after, generationOf(after.monitor))) return;
      add(after?.monitor);
      if (before?.monitor !== after?.monitor) add(before?.monitor);
    },
    // Its status changes all the time; what counts is which templates have pods.
    onReplicaSet({ before, after }) {
      if (before === undefined || after === undefined) add((after ?? before)?.monitor);
    },
    onJob: ({ before, after }) => add((after ?? before)?.monitor),
    onSlice({ before, after }) {
      const key = byService.get((after ?? before)?.service ?? '');
      if (key !== undefined) polls.addAfter(key, soonMilliseconds);
      const isEnding = (before?.addresses.length ?? 0) > (after?.addresses.length ?? 0);
      // New credentials are in force once the earlier pods have ended.
      if (isEnding && caches.monitors.get(key ?? '')?.status.rollout?.served === false) add(key);
    },
    onSelection: queueAll,
    onRejection: (item) => (item.about.kind === 'PrometheusRule' ? queueAll() : monitorsAbout(item, caches).forEach(add)),
    onListed(isMissing) {
      for (const key of writes.forgetMissing(isMissing)) add(key);
    },
    onRecovered: () => queue.bringForward(graceMilliseconds),
  };
}
