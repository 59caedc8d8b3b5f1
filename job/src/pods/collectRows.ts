import type { ModelMonitor } from '@modelmonitor/api';
import { createHttpClient, type HttpClient } from '@modelmonitor/http';
import type { Window, WindowRows } from '@modelmonitor/tables';
import { bufferAccount } from '../check/bufferAccount.ts';
import type { CollectedRows } from '../check/collectedRows.ts';
import { columnOfRole } from '../check/recentWindow.ts';
import { DriftPodsError } from '../errors.ts';
import { hostAndPortText } from '../hostAndPort.ts';
import { collectBounds } from './collectBounds.ts';
import { mergedWindow } from './mergedWindow.ts';
import type { Pod } from './podsOf.ts';
import { columnDifference, columnsOfRefused, windowColumns } from './windowColumns.ts';
import { type WindowOfPodOptions, windowOfPod } from './windowOfPod.ts';

export interface CollectRowsOptions {
  readonly monitor: ModelMonitor;
  readonly tokenFile: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** Time for one request, and for all of them together, in milliseconds: what is left of a check's five minutes has to be enough for it. */
const [requestMilliseconds, allMilliseconds] = [20_000, 120_000];

/** A pod that gave no rows, and why. */
interface Silent {
  readonly pod: Pod;
  readonly reason: string;
}

/**
 * Collects the windows of all pods and merges them: the newest rows that `spec.drift.window.maxRows` asks for. A pod without a response
 * is a warning with the share of rows that may be missing. Pods are queried a few at a time, and their windows are merged before the next
 * are queried, so that memory does not grow with the number of pods.
 *
 * @param pods at least one
 * @throws DriftPodsError when no pod gave its rows
 */
export async function collectRows(pods: readonly Pod[], options: CollectRowsOptions): Promise<CollectedRows> {
  // Each pod is queried once, so connections are not kept.
  const client = createHttpClient({ keepAlive: false });
  try {
    return await collectOver(client, pods, options);
  } finally {
    await client.close();
  }
}

async function collectOver(client: HttpClient, pods: readonly Pod[], options: CollectRowsOptions): Promise<CollectedRows> {
  const { monitor, now } = options;
  const { concurrency, mostBytes } = collectBounds(monitor);
  const end = now() + allMilliseconds;
  const silent: Silent[] = [];
  let merged: Window | undefined;
  for (let next = 0; next < pods.length; next += concurrency) {
    const queried = pods.slice(next, next + concurrency);
    const timeoutMilliseconds = Math.min(requestMilliseconds, end - now());
    const answers = await Promise.all(queried.map((pod) => answerOf(pod, { ...options, client, timeoutMilliseconds, mostBytes })));
    const windows = answers.filter((answer) => typeof answer !== 'string');
    silent.push(...queried.flatMap((pod, place) => silence(pod, answers[place])));
    if (windows.length > 0)
      merged = mergedWindow([...(merged === undefined ? [] : [merged]), ...windows], monitor.spec.drift.window.maxRows);
  }
  if (merged === undefined) throw new DriftPodsError(`no predictor pod gave its rows: ${listText(silent)}`);
  const answered = pods.length - silent.length;
  const { seen, missing = [] } = bufferAccount(merged);
  return {
    window: merged,
    source: `buffer of ${answered} of ${pods.length} pods`,
    pods: { answered, total: pods.length },
    warnings: warningsOf(silent, pods.length),
    ...(seen === undefined ? {} : { seen }),
    missing: [...missing, ...(silent.length === 0 ? [] : [{ reason: 'pods without a response', rows: null }])],
  };
}

async function answerOf(
  pod: Pod,
  { monitor, ...options }: CollectRowsOptions & Pick<WindowOfPodOptions, 'client' | 'timeoutMilliseconds' | 'mostBytes'>,
): Promise<Window | string> {
  if (options.timeoutMilliseconds <= 0) return `it was not queried: the limit of ${allMilliseconds / 1000} s for all pods was reached`;
  const answer = await windowOfPod(pod, options);
  return typeof answer === 'string' ? answer : (objection(answer, monitor) ?? answer);
}

/** Why the rows of a window are not rows of this monitor; undefined if they are. */
function objection(window: Window, monitor: ModelMonitor): string | undefined {
  const { namespace, name } = monitor.metadata;
  if (window.monitor.namespace !== namespace || window.monitor.name !== name)
    return `it serves ${window.monitor.namespace}/${window.monitor.name}, not ${namespace}/${name}`;
  const { refused } = window;
  const difference = columnDifference(window, windowColumns(monitor)) ?? (refused && columnDifference(refused, columnsOfRefused(monitor)));
  if (difference !== undefined) return `it serves another version of the resource: its window ${difference}`;
  return isTimed(window) && (refused === undefined || isTimed(refused)) ? undefined : 'its window has rows without a time';
}

function isTimed(rows: WindowRows): boolean {
  const times = columnOfRole(rows, 'time');
  return times?.type === 'numeric' && times.values.every(Number.isFinite);
}

function silence(pod: Pod, answer: Window | string | undefined): Silent[] {
  return typeof answer === 'string' ? [{ pod, reason: answer }] : [];
}

function warningsOf(silent: readonly Silent[], pods: number): string[] {
  if (silent.length === 0) return [];
  const share = `${Math.round((100 * silent.length) / pods)} %`;
  return [
    ...silent.slice(0, mostSaid).map((one) => `no rows of pod ${text(one)}`),
    ...(silent.length > mostSaid ? [`${silent.length - mostSaid} more pods gave no rows either`] : []),
    `${silent.length} of ${pods} pods gave no rows: about ${share} of the rows are missing, if the pods answer alike`,
  ];
}

/** Pods that are named one by one. */
const mostSaid = 10;

function listText(silent: readonly Silent[]): string {
  const more = silent.length > mostSaid ? `; and ${silent.length - mostSaid} more` : '';
  return silent.slice(0, mostSaid).map(text).join('; ') + more;
}

function text({ pod, reason }: Silent): string {
  return `${hostAndPortText(pod)}: ${reason}`;
}
