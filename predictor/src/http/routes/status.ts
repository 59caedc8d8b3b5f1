import type { Router } from '@koa/router';
import { type Plan, unsupportedConditions } from '@modelmonitor/api';
import { clippedText } from '@modelmonitor/api/plain';
import type { ReportEntry, ReportStore } from '@modelmonitor/job';
import type { Capture } from '../../capture/capture.ts';
import { reportLinks } from '../../reports/reportLinks.ts';
import type { LoadedVersion } from '../../serving/loadVersion.ts';
import type { ServingState } from '../../serving/servingState.ts';
import type { StoreSummary } from '../../store/storeSummary.ts';
import type { RecentTraffic } from '../../telemetry/recentTraffic.ts';
import type { Tally } from '../../telemetry/tally.ts';
import type { Tallies } from '../../telemetry/telemetry.ts';

export interface StatusRouteOptions {
  readonly state: () => ServingState;
  readonly capture: () => Capture;
  readonly tallies: Pick<Tallies, 'predictions' | 'predictionErrors' | 'shadowPredictions' | 'unseenRows'>;
  readonly storeSummary: () => StoreSummary;
  readonly recent: RecentTraffic;
  /** Stored reports; undefined where the process stores none. */
  readonly reports: Pick<ReportStore, 'list'> | undefined;
  /** Whether POST /generate_reports works here. */
  readonly canCheckDrift: boolean;
  readonly configurationError: () => string | undefined;
  /** Fields of the resource that have no effect where the process runs. */
  readonly unsupported: () => Plan['unsupported'];
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** When the process started, in milliseconds since 1970. */
  readonly startedAt: number;
}

/** Longest place of a model, in characters. */
const longestOrigin = 300;

/** Most listed reports. */
const mostReports = 10;

/** GET /status: what the page shows, in one response; cheap enough for a request every few seconds. */
export function statusRoute(router: Router, options: StatusRouteOptions): void {
  router.get('/status', async (context) => {
    context.set('Cache-Control', 'no-store');
    context.body = await statusOf(options);
  });
}

async function statusOf(options: StatusRouteOptions): Promise<Record<string, unknown>> {
  const { state, capture, tallies, recent, reports, configurationError } = options;
  const { monitor, contract, split } = state();
  const entries = ((await reports?.list()) ?? []).slice(0, mostReports).map(entryWithLinks);
  const error = configurationError();
  return {
    name: monitor.metadata.name,
    namespace: monitor.metadata.namespace,
    task: contract.task,
    ready: split !== undefined,
    time: new Date(options.now()).toISOString(),
    startedAt: new Date(options.startedAt).toISOString(),
    ...(error === undefined ? {} : { configurationError: error }),
    conditions: unsupportedConditions(options.unsupported()),
    versions: versionsOf(state(), tallies),
    requests: { last5Minutes: recent.summary() },
    total: {
      predictions: totalOf(tallies.predictions),
      // A client that left is counted and no error.
      errors: totalOf(tallies.predictionErrors, ({ error_type }) => error_type !== 'client_closed'),
      unseen: totalOf(tallies.unseenRows),
    },
    capture: captureOf(capture(), monitor.spec.capture.maxRows),
    store: options.storeSummary(),
    drift: { canCheck: options.canCheckDrift, last: entries[0] ?? null, reports: entries },
  };
}

/** Every version in the order of the resource, loaded or not. */
function versionsOf(
  { monitor, versions, failed, weights }: ServingState,
  tallies: StatusRouteOptions['tallies'],
): Record<string, unknown>[] {
  const answered = countsByVersion(tallies.predictions);
  const shadowed = countsByVersion(tallies.shadowPredictions);
  return monitor.spec.model.versions.map(({ name, shadow, format, refresh }) => {
    const loaded = versions.get(name);
    const error = failed.find((failure) => failure.name === name)?.error ?? loaded?.replacement?.error;
    return {
      name,
      role: shadow ? 'shadow' : 'answers',
      weight: weights.get(name) ?? 0,
      loaded: loaded !== undefined,
      format: loaded?.format ?? format,
      ...(refresh === undefined ? {} : { refresh: refresh.every }),
      ...(loaded === undefined ? {} : modelSummary(loaded)),
      ...(error === undefined ? {} : { error }),
      predictions: (shadow ? shadowed : answered).get(name) ?? 0,
    };
  });
}

/** The model that answers, and whether it is the one before. */
function modelSummary({ sha256, origin, loadedAt, replacement, remote }: LoadedVersion): Record<string, unknown> {
  return {
    sha256: sha256.slice(0, 12),
    source: clippedText(origin, longestOrigin),
    loadedAt: new Date(loadedAt).toISOString(),
    previous: replacement !== undefined,
    ...(remote === undefined ? {} : { up: remote.isUp() }),
  };
}

function captureOf({ ring, refused, account }: Capture, maxRows: number): Record<string, number> {
  const dropped = Object.values(account.dropped).reduce((sum, count) => sum + count, 0);
  const { captured, sampledOut, repeatedIds } = account;
  return { rows: ring.size, maxRows, captured, sampledOut, dropped, refused: refused.ring.size, repeatedIds };
}

function countsByVersion(tally: Tally): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { labels, value } of tally.samples()) {
    const name = labels['version'] ?? '';
    counts.set(name, (counts.get(name) ?? 0) + value);
  }
  return counts;
}

function totalOf(tally: Tally, counts: (labels: Readonly<Record<string, string>>) => boolean = () => true): number {
  let total = 0;
  for (const { labels, value } of tally.samples()) if (counts(labels)) total += value;
  return total;
}

function entryWithLinks(entry: ReportEntry): Record<string, unknown> {
  return { ...entry, links: reportLinks(entry.run) };
}
