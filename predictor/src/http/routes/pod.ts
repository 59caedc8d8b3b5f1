import { finished } from 'node:stream';
import type { Router } from '@koa/router';
import { type PodStatus, podStatusPath, podWindowPath } from '@modelmonitor/api';
import { encodeWindow } from '@modelmonitor/tables/window';
import { rowsAfter } from '../../capture/captureRing.ts';
import { checkWindow } from '../../capture/checkWindow.ts';
import { ProblemError } from '../../problem.ts';
import type { Live } from '../../serving/predictionService.ts';
import type { StoreSummary } from '../../store/storeSummary.ts';
import type { PodGate } from '../auth/pod/podGate.ts';

export interface PodRouteOptions {
  readonly live: () => Live;
  readonly storeSummary: () => Pick<StoreSummary, 'connected' | 'reason'>;
  /** Milliseconds since a client last requested a check; undefined when none did. */
  readonly checkRequestedAgo?: (() => number | undefined) | undefined;
  readonly gate: Pick<PodGate, 'forRows' | 'forStatus'>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** How long a client may stop reading a window, in milliseconds; half a minute when absent. */
  readonly stalledMilliseconds?: number;
}

/** Most windows sent at a time: each is a copy of the captured rows until its last byte is sent. */
const mostDownloads = 4;

/** Longest reported error, in characters. */
const longestError = 200;

/** GET /internal/window and /internal/status: the captured rows of one pod, for the drift job and the operator. */
export function podRoutes(router: Router, options: PodRouteOptions): void {
  const { live, storeSummary, checkRequestedAgo, gate, now, stalledMilliseconds = 30_000 } = options;
  let downloads = 0;
  router.get(podWindowPath, gate.forRows, (context) => {
    if (downloads >= mostDownloads)
      throw new ProblemError('too_many_requests', `at most ${mostDownloads} windows are sent at a time`, {
        headers: { 'Retry-After': '1' },
      });
    downloads++;
    finished(context.res, () => downloads--);
    context.res.setTimeout(stalledMilliseconds);
    const { capture, state } = live();
    const bytes = encodeWindow(checkWindow(capture, state.monitor, now()));
    context.set('Cache-Control', 'no-store');
    context.type = 'application/octet-stream';
    context.body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  });

  router.get(podStatusPath, gate.forStatus, (context) => {
    context.set('Cache-Control', 'no-store');
    const ago = checkRequestedAgo?.();
    context.body = {
      ...podStatus(live(), sinceOf(context.query['since']), now()),
      ...storeStatus(storeSummary()),
      ...(ago === undefined ? {} : { checkRequestedAgo: ago }),
    };
  });
}

function podStatus({ capture, state }: Live, since: number, now: number): PodStatus {
  capture.ring.expire(now);
  const { count, firstAt } = rowsAfter(capture.ring, since);
  const errors = new Map(state.failed.map(({ name, error }) => [name, error]));
  return {
    newRows: count,
    firstNewAt: firstAt,
    versions: state.monitor.spec.model.versions.map(({ name }) => {
      const error = errors.get(name);
      const replacement = state.versions.get(name)?.replacement;
      if (replacement !== undefined) return { name, loaded: true, previous: true, error: firstLine(replacement.error) };
      return { name, loaded: error === undefined, ...(error === undefined ? {} : { error: firstLine(error) }) };
    }),
  };
}

function storeStatus({ connected, reason }: Pick<StoreSummary, 'connected' | 'reason'>): Pick<PodStatus, 'store'> {
  if (connected === null) return {};
  return { store: { connected, ...(connected || reason === undefined ? {} : { reason: firstLine(reason) }) } };
}

function sinceOf(given: string | string[] | undefined): number {
  const since = given === undefined ? 0 : Number(given);
  if (typeof given !== 'object' && given !== '' && Number.isFinite(since) && since >= 0) return since;
  throw new ProblemError('wrong_type', `expected since in milliseconds since 1970, got ${JSON.stringify(given).slice(0, 60)}`);
}

function firstLine(error: string): string {
  const line = error.split('\n', 1)[0] ?? '';
  return line.length <= longestError ? line : `${line.slice(0, longestError - 1)}…`;
}
