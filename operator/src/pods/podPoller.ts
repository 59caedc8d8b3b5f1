import { childNames, mostPods, type Plan, type PodStatus } from '@modelmonitor/api';
import { type Clock, type Log, type Outcome, runWorkers, type WorkQueue } from '@modelmonitor/kube';
import type { Caches, MonitorItem } from '../caches/caches.ts';
import { earlyReason } from '../early/earlyReason.ts';
import type { PodsSeen } from '../status/facts.ts';
import type { PodBook } from './podBook.ts';
import type { QueryPod } from './podClient.ts';

export interface PodPollerOptions {
  readonly caches: Pick<Caches, 'monitors' | 'slices' | 'jobs'>;
  /** Monitors whose pods wait for a query. */
  readonly queue: WorkQueue;
  readonly book: PodBook;
  readonly query: QueryPod;
  /** The token that is sent to pods; undefined when the operator has none. */
  readonly token: () => Promise<string | undefined>;
  readonly planned: (item: MonitorItem) => Plan | string;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  /** Whether another operator manages a monitor. */
  readonly isOthers: (key: string) => boolean;
  /** Called when the status of pods changed, or a check is due. */
  readonly onNews: (key: string) => void;
}

/** How often the pods of a monitor are queried, in milliseconds, on average. */
const intervalMilliseconds = 30_000;

/** Monitors whose pods are queried at the same time. */
const workers = 8;

/** Pods of one monitor that are queried at the same time, and how long all of them may take, in milliseconds: many may be slow at once. */
const [atATime, allMilliseconds] = [32, 20_000];

/**
 * Queries the pods of every monitor again and again, with one small request each. A window that has filled starts a check before its
 * schedule.
 */
export async function pollPods(options: PodPollerOptions, signal: AbortSignal): Promise<void> {
  const { caches, queue, book, random } = options;
  for (const { key } of caches.monitors.values()) queue.addAfter(key, intervalMilliseconds * random());
  const work = async (key: string): Promise<Outcome> => {
    const item = caches.monitors.get(key);
    if (item === undefined) {
      book.forget(key);
      return { kind: 'done' };
    }
    if (!options.isOthers(key)) await pollMonitor(item, options, signal);
    return { kind: 'wait', milliseconds: intervalMilliseconds * (0.75 + random() / 2) };
  };
  await runWorkers({ ...options, work, workers }, { over: signal, working: signal });
}

async function pollMonitor(item: MonitorItem, options: PodPollerOptions, signal: AbortSignal): Promise<void> {
  const { caches, book, clock, onNews, planned } = options;
  const { key, namespace, name } = item;
  const slices = caches.slices.indexed(`${namespace}/${childNames(name).pods}`);
  const addresses = [...new Set(slices.flatMap((slice) => slice.addresses))].slice(0, mostPods);
  const lastStartedAt = lastStart(item, caches);
  const seen = await queryPods(addresses, { options, since: lastStartedAt ?? 0, signal });
  if (signal.aborted) return;
  const news = book.note(key, seen);
  // A plan takes longer than all the rest: it is computed only when pods responded.
  const plan = book.early(key) === undefined && seen !== undefined ? planned(item) : undefined;
  const isValid = plan !== undefined && typeof plan !== 'string' && seen !== undefined;
  const lastTriedAt = newest([lastStartedAt, book.refusedAt(key)]);
  const reason = isValid ? earlyReason(plan.drift.trigger, seen.answers, { lastStartedAt: lastTriedAt, now: clock.now() }) : undefined;
  if (reason !== undefined) book.setEarly(key, { reason });
  if (news || reason !== undefined) onNews(key);
}

/** The responses of the pods; undefined without pods, or without a token to send. */
async function queryPods(
  addresses: readonly string[],
  { options, since, signal }: { options: PodPollerOptions; since: number; signal: AbortSignal },
): Promise<PodsSeen | undefined> {
  const token = addresses.length === 0 ? undefined : await options.token();
  if (token === undefined) return undefined;
  const end = options.clock.monotonic() + allMilliseconds;
  const outcomes: PromiseSettledResult<PodStatus>[] = [];
  while (outcomes.length < addresses.length && options.clock.monotonic() < end) {
    const next = addresses.slice(outcomes.length, outcomes.length + atATime);
    outcomes.push(...(await Promise.allSettled(next.map((address) => options.query(address, { since, token, signal })))));
  }
  return {
    answers: outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : [])),
    silent: addresses.flatMap((address, pod) => {
      const outcome = outcomes[pod];
      if (outcome === undefined) return [{ address, reason: `it was not queried within the ${allMilliseconds / 1000} s for all pods` }];
      return outcome.status === 'rejected' ? [{ address, reason: (outcome.reason as Error).message }] : [];
    }),
  };
}

/** When the newest check started, in milliseconds since 1970; undefined before the first. */
function lastStart({ key, status }: MonitorItem, { jobs }: Pick<Caches, 'jobs'>): number | undefined {
  const starts = jobs.indexed(key).map(({ createdAt }) => createdAt);
  const reported = Date.parse(status.drift?.lastRunTime ?? '');
  return newest([...starts, reported]);
}

/** The newest of some times; undefined without one. */
function newest(times: readonly (number | undefined)[]): number | undefined {
  const known = times.filter((time): time is number => Number.isFinite(time));
  return known.length === 0 ? undefined : Math.max(...known);
}
