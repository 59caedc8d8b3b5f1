import {
  type DriftSample,
  driftSamples,
  failureAnnotation,
  type Plan,
  type ReadSummary,
  type ReportSummary,
  runAnnotation,
  type StatusRun,
} from '@modelmonitor/api';
import { type Clock, createRest, createTurns, isRefusal, kindOf, type ObjectClient } from '@modelmonitor/kube';
import { childTypes } from '@modelmonitor/render';
import type { ChildItem } from '../caches/children.ts';
import type { ReportSeen } from '../status/facts.ts';
import { archiveOf, keepArchive } from './archive.ts';
import { summaryIn } from './readSummary.ts';
import { reportFacts } from './reportFacts.ts';
import { failureIn, mostObjectBytes, readStoredReport, type StoredReport } from './storedReport.ts';

/** What is known of a monitor's newest report. */
export interface ReportEntry extends ReportSeen {
  /** Resource version of the ConfigMap it was read from. */
  readonly version: string;
  /** The report as metrics, without the confirmed verdict, which depends on other runs too. */
  readonly samples: readonly DriftSample[];
  /** Why the API server refused its archive: it is tried again. */
  readonly archiveFailure?: Error;
}

/** Reads stored reports when they change, and keeps the parts that status and metrics show. */
export interface ReportBook {
  /**
   * The newest report of a monitor, read again when its ConfigMap changed; the report of a new run is archived first. What cannot be read
   * is said in the entry, in which the report before remains.
   *
   * @throws ApiError when the ConfigMap cannot be requested, or the archive for another reason than a refusal
   */
  refresh(key: string, input: RefreshInput): Promise<ReportEntry>;
  forget(key: string): void;
}

interface RefreshInput {
  readonly plan: Plan;
  /** The ConfigMap with the newest report, as the cache has it. */
  readonly item: ChildItem | undefined;
  readonly history: readonly StatusRun[];
  readonly signal: AbortSignal;
}

export interface ReportBookOptions {
  readonly client: Pick<ObjectClient, 'read' | 'apply'>;
  readonly readSummary: ReadSummary;
  readonly clock: Clock;
}

const nothing: Omit<ReportEntry, 'version'> = { facts: undefined, unreadable: undefined, failure: undefined, samples: [] };

/** Reports without a summary that are read at the same time: each may take 32 MiB. */
const unpackedAtATime = 2;

/** Archives that are tried for the report before one that cannot be read. */
const mostArchives = 3;

export function createReportBook({ client, readSummary, clock }: ReportBookOptions): ReportBook {
  const entries = new Map<string, ReportEntry>();
  const reading: Reading = { client, readSummary, clock, turns: createTurns(unpackedAtATime) };
  const read = async (key: string, item: ChildItem, input: RefreshInput): Promise<ReportEntry> => {
    const { plan, history, signal } = input;
    const found = await readPlace(item, input, reading);
    if ('summary' in found) {
      const { summary, stored } = found;
      const isDue = !history.some(({ run }) => run === summary.run) || entries.get(key)?.archiveFailure !== undefined;
      const archiveFailure = isDue ? await refusalOf(keepArchive(client, archiveOf(plan, summary.run, stored), signal)) : undefined;
      const [version, failure] = [stored.resourceVersion, stored.failure];
      const entry = { version, facts: reportFacts(summary), unreadable: undefined, failure, samples: driftSamples(summary, 'unknown') };
      return archiveFailure === undefined ? entry : { ...entry, archiveFailure };
    }
    // The previous report remains in effect; after a restart it is read from the archive.
    const known = entries.get(key) ?? (await newestArchive(input, reading));
    const [version, failure] = [found.stored?.resourceVersion ?? item.resourceVersion, found.stored?.failure];
    return { ...nothing, ...known, version, failure, unreadable: found.problem, unreadableRun: found.stored?.run };
  };
  return {
    async refresh(key, input) {
      const { item } = input;
      const before = entries.get(key);
      if (item === undefined) return before ?? { ...nothing, version: '' };
      if (before?.version === item.resourceVersion && before.archiveFailure === undefined) return before;
      const entry =
        item.annotations[runAnnotation] === undefined
          ? { ...nothing, version: item.resourceVersion, failure: failureIn(item.annotations[failureAnnotation]) }
          : await read(key, item, input);
      entries.set(key, entry);
      return entry;
    },
    forget: (key) => void entries.delete(key),
  };
}

/** Why the API server refuses a write, such as a quota; undefined when it does not. @throws Error for any other reason */
async function refusalOf(write: Promise<void>): Promise<Error | undefined> {
  return write.then(
    () => undefined,
    (error: Error) => {
      if (isRefusal(error)) return error;
      throw error;
    },
  );
}

interface Reading extends ReportBookOptions {
  readonly turns: ReturnType<typeof createTurns>;
}

type Found =
  | { readonly stored: StoredReport; readonly summary: ReportSummary }
  | { readonly stored: StoredReport | undefined; readonly problem: string };

/** What a ConfigMap holds. @throws ApiError when it cannot be requested */
async function readPlace(
  place: Pick<ChildItem, 'namespace' | 'name'>,
  { plan, history, signal }: RefreshInput,
  { client, readSummary, clock, turns }: Reading,
): Promise<Found> {
  const rest = createRest(clock);
  const bytes = await client.read(childTypes.configMap, place, { mostBytes: mostObjectBytes, signal }).catch((error: unknown) => {
    if (kindOf(error) === 'refused') return undefined;
    throw error;
  });
  const stored = await (bytes && readStoredReport(bytes, rest).catch(() => undefined));
  if (stored === undefined) return { stored, problem: 'the ConfigMap cannot be read' };
  const subject = { monitor: plan.monitor, isKnown: history.some(({ run }) => run === stored.run), now: clock.now() };
  const summary = await summaryIn(stored, subject, { readSummary, rest, turns });
  return typeof summary === 'string' ? { stored, problem: summary } : { stored, summary };
}

/** The newest archive that can be read; undefined when there is none. */
async function newestArchive(input: RefreshInput, reading: Reading): Promise<Pick<ReportEntry, 'facts' | 'samples'> | undefined> {
  for (const { configMap } of input.history.slice(0, mostArchives)) {
    const found = await readPlace({ namespace: input.plan.namespace, name: configMap }, input, reading).catch((error: unknown) => {
      if (kindOf(error) === 'notFound') return undefined;
      throw error;
    });
    if (found !== undefined && 'summary' in found)
      return { facts: reportFacts(found.summary), samples: driftSamples(found.summary, 'unknown') };
  }
  return undefined;
}
