import { childNames, dueReason, type Plan, type PodStatus } from '@modelmonitor/api';
import type { Clock, WorkQueue } from '@modelmonitor/kube';
import type { Caches } from '../caches/caches.ts';
import type { MonitorItem } from '../caches/items.ts';
import type { PodsSeen } from '../status/facts.ts';
import type { AskPod } from './askPod.ts';
import type { PodBook } from './podBook.ts';

export interface PodPollerOptions {
  readonly caches: Pick<Caches, 'monitors' | 'slices' | 'jobs'>;
  /** Monitors that wait to be asked about. */
  readonly queue: WorkQueue;
  readonly book: PodBook;
  readonly ask: AskPod;
  /** The token pods are shown; undefined where the operator has none. */
  readonly token: () => Promise<string | undefined>;
  readonly planned: (item: MonitorItem) => Plan | string;
  readonly clock: Clock;
  readonly random: () => number;
  /** Told when a monitor's pods have something new to say, or a check is due. */
  readonly onNews: (key: string) => void;
}

/** How often pods are asked, in milliseconds: half a minute, more or less. */
const intervalMilliseconds = 30_000;

/** Monitors that are asked about at the same time. */
const workers = 8;

/**
 * Asks the pods of every monitor, again and again, what they have: one small request each. A window that has filled starts a check before
 * its schedule.
 */
export async function pollPods(options: PodPollerOptions, signal: AbortSignal): Promise<void> {
  const { caches, queue, random } = options;
  signal.addEventListener('abort', () => queue.close(), { once: true });
  if (signal.aborted) queue.close();
  for (const { key } of caches.monitors.values()) queue.addAfter(key, intervalMilliseconds * random());
  await Promise.all(Array.from({ length: workers }, () => work(options, signal)));
}

async function work(options: PodPollerOptions, signal: AbortSignal): Promise<void> {
  const { caches, queue, book, random } = options;
  for (let key = await queue.next(); key !== undefined; key = await queue.next()) {
    const item = caches.monitors.get(key);
    if (item === undefined) book.forget(key);
    else {
      await lookAt(item, options, signal);
      queue.addAfter(key, intervalMilliseconds * (0.75 + random() / 2));
    }
    queue.done(key);
  }
}

async function lookAt(item: MonitorItem, options: PodPollerOptions, signal: AbortSignal): Promise<void> {
  const { caches, book, clock, onNews, planned } = options;
  const { key, namespace, name } = item;
  const addresses = caches.slices.indexed(`${namespace}/${childNames(name).pods}`).flatMap((slice) => slice.addresses);
  const lastStartedAt = lastStart(item, caches);
  const seen = await answersOf(addresses, { options, since: lastStartedAt ?? 0, signal });
  if (signal.aborted) return;
  const news = book.note(key, seen);
  // A plan takes longer than all the rest: it is made only where pods answered.
  const plan = book.early(key) === undefined && seen !== undefined ? planned(item) : undefined;
  const isDue = plan !== undefined && typeof plan !== 'string' && seen !== undefined;
  const reason = isDue ? dueOf(plan, seen.answers, { lastStartedAt, now: clock.now() }) : undefined;
  if (reason !== undefined) book.setEarly(key, { reason });
  if (news || reason !== undefined) onNews(key);
}

/** What the pods answer; undefined when there is none, or nothing to show them. */
async function answersOf(
  addresses: readonly string[],
  { options, since, signal }: { options: PodPollerOptions; since: number; signal: AbortSignal },
): Promise<PodsSeen | undefined> {
  const token = addresses.length === 0 ? undefined : await options.token();
  if (token === undefined) return undefined;
  const outcomes = await Promise.allSettled(addresses.map((address) => options.ask(address, { since, token, signal })));
  return {
    answers: outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : [])),
    silent: outcomes.flatMap((outcome, pod) =>
      outcome.status === 'rejected' ? [{ address: addresses[pod] ?? '', reason: (outcome.reason as Error).message }] : [],
    ),
  };
}

function dueOf(plan: Plan, answers: readonly PodStatus[], { lastStartedAt, now }: { lastStartedAt: number | undefined; now: number }) {
  const firsts = answers.flatMap(({ firstNewAt }) => firstNewAt ?? []);
  const progress = {
    newRows: answers.reduce((sum, { newRows }) => sum + newRows, 0),
    firstNewAt: firsts.length === 0 ? undefined : Math.min(...firsts),
    lastStartedAt,
    // The CronJob sees to the schedule.
    nextScheduled: Number.POSITIVE_INFINITY,
    now,
  };
  const reason = dueReason(plan.drift.trigger, progress);
  return reason === 'schedule' ? undefined : reason;
}

/** When the newest check began, in milliseconds since 1970; undefined before the first. */
function lastStart({ key, status }: MonitorItem, { jobs }: Pick<Caches, 'jobs'>): number | undefined {
  const starts = jobs.indexed(key).map(({ createdAt }) => createdAt);
  const reported = Date.parse(status.drift?.lastRunTime ?? '');
  const known = [...starts, reported].filter(Number.isFinite);
  return known.length === 0 ? undefined : Math.max(...known);
}
