import { childNames, type Plan } from '@modelmonitor/api';
import type { Clock, Log, ObjectClient } from '@modelmonitor/kube';
import { createWorkQueue, type WorkQueue } from '@modelmonitor/kube';
import type { Caches, CachesOptions } from './caches/caches.ts';
import type { MonitorItem } from './caches/items.ts';
import { type Applied, createApplied } from './children/applied.ts';
import type { RecordEvent } from './events/recorder.ts';
import type { AskPod } from './pods/askPod.ts';
import { createPodBook } from './pods/podBook.ts';
import { pollPods } from './pods/podPoller.ts';
import { runController } from './reconcile/controller.ts';
import { createReconciler, type SharedContext } from './reconcile/reconciler.ts';
import { createReportBook } from './reports/reportBook.ts';
import { createStatusBook, type StatusBook } from './status/statusBook.ts';
import type { MonitorExposition } from './telemetry/monitorExposition.ts';
import type { OperatorTelemetry } from './telemetry/operatorTelemetry.ts';

export interface TermOptions {
  readonly client: ObjectClient;
  readonly planned: (item: MonitorItem) => Plan | string;
  readonly context: () => SharedContext;
  readonly record: RecordEvent;
  readonly exposition: MonitorExposition;
  readonly telemetry: OperatorTelemetry;
  readonly ask: AskPod;
  readonly token: () => Promise<string | undefined>;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  readonly workers: number;
}

/** What hears of changes. */
type Listeners = Pick<CachesOptions, 'onMonitor' | 'onChild' | 'onJob' | 'onSlice' | 'onListed' | 'onRecovered'>;

/** One time of leading: what is remembered of it is of no use to the next. */
export interface Term {
  readonly listeners: Listeners;
  /** Monitors that wait for their turn. */
  readonly depth: () => number;
  /** Looks at every monitor again, in its own time. */
  lookAtAll(): void;
  /** Works until told to stop, and then finishes what was begun; or until fenced, and then drops it. */
  run(caches: Caches, signals: { readonly stop: AbortSignal; readonly fence: AbortSignal }): Promise<void>;
}

/** Time in which what was begun may be finished after a stop, in milliseconds. */
const graceMilliseconds = 8000;

/** How soon pods that came or went are asked, in milliseconds. */
const soonMilliseconds = 1500;

/** How soon what went right after it was made is made again, in milliseconds. */
const pauseMilliseconds = 500;

/** Nobody measures how the pods are asked. */
const silent = { added: () => undefined, started: () => undefined, finished: () => undefined };

export function createTerm(caches: () => Caches, options: TermOptions): Term {
  const { client, clock, random, telemetry } = options;
  const queue = createWorkQueue({ clock, random, meter: telemetry.queue });
  const polls = createWorkQueue({ clock, random, meter: silent });
  const [applied, statuses, pods] = [createApplied(clock), createStatusBook(), createPodBook()];
  const { known, ...listeners } = listenersOf({ queue, polls, applied, statuses, caches });
  const look = (key: string) => queue.add(key, 'changed');
  const lookAtAll = () => {
    for (const { key } of caches().monitors.values()) queue.add(key, 'routine');
  };
  return {
    listeners,
    depth: () => queue.depth,
    lookAtAll,
    async run(there, { stop, fence }) {
      const shared = { ...options, caches: there, applied, statuses, pods };
      const reconcile = createReconciler({ ...shared, reports: createReportBook(client), meter: telemetry.writes });
      for (const item of there.monitors.values()) {
        known(item);
        // What was edited while nobody led does not wait until everything else was looked at.
        if (item.generation !== item.status.observedGeneration) look(item.key);
      }
      lookAtAll();
      const over = AbortSignal.any([stop, fence]);
      const dropped = new AbortController();
      stop.addEventListener('abort', () => void clock.sleep(graceMilliseconds, fence).then(() => dropped.abort()), { once: true });
      const working = AbortSignal.any([fence, dropped.signal]);
      const controlling = runController({ ...options, queue, reconcile, meter: telemetry.reconciles }, { over, working });
      const polling = pollPods({ ...shared, queue: polls, book: pods, onNews: look }, over);
      await Promise.all([controlling, polling]);
    },
  };
}

interface Heard {
  readonly queue: WorkQueue;
  readonly polls: WorkQueue;
  readonly applied: Applied;
  readonly statuses: StatusBook;
  readonly caches: () => Pick<Caches, 'monitors'>;
}

/** Turns changes into monitors to look at; what the operator wrote itself is no change. */
function listenersOf({ queue, polls, applied, statuses, caches }: Heard): Listeners & { known(item: MonitorItem): void } {
  const byService = new Map<string, string>();
  const look = (key: string | undefined) => {
    if (key !== undefined) queue.add(key, 'changed');
  };
  const generationOf = (key = '') => caches().monitors.get(key)?.generation;
  const serviceOf = ({ namespace, name }: MonitorItem) => `${namespace}/${childNames(name).pods}`;
  const known = (item: MonitorItem) => {
    byService.set(serviceOf(item), item.key);
    polls.addAfter(item.key, soonMilliseconds);
  };
  return {
    known,
    onMonitor({ before, after }) {
      if (before !== undefined && after === undefined) byService.delete(serviceOf(before));
      if (before === undefined && after !== undefined) known(after);
      if (after === undefined || !statuses.isOwnEcho(after)) look((after ?? before)?.key);
    },
    onChild({ before, after }) {
      if (before !== undefined && after === undefined && applied.forget(before.key, before.uid) === 'short-lived') {
        // Collected, since it was made for a monitor that was replaced: until that is heard, what is made again goes again.
        if (before.monitor !== undefined) queue.addAfter(before.monitor, pauseMilliseconds);
        return;
      }
      if (after !== undefined && applied.isOwnEcho(after, generationOf(after.monitor))) return;
      look(after?.monitor);
      if (before?.monitor !== after?.monitor) look(before?.monitor);
    },
    onJob: ({ before, after }) => look((after ?? before)?.monitor),
    onSlice({ before, after }) {
      const key = byService.get((after ?? before)?.service ?? '');
      if (key !== undefined) polls.addAfter(key, soonMilliseconds);
    },
    onListed(isMissing) {
      for (const key of applied.forgetMissing(isMissing)) look(key);
    },
    onRecovered: () => queue.hasten(graceMilliseconds),
  };
}
