import {
  type DriftSample,
  driftSamples,
  failureAnnotation,
  type Plan,
  type Report,
  type RunFailure,
  reportOfConfigMap,
  runAnnotation,
  type StatusRun,
} from '@modelmonitor/api';
import { kindOf, type ObjectClient, type RawObject } from '@modelmonitor/kube';
import { childTypes } from '@modelmonitor/render';
import type { ChildItem } from '../caches/children.ts';
import type { ReportSeen } from '../status/facts.ts';
import { archiveOf, keepArchive } from './archive.ts';
import { reportFacts } from './reportFacts.ts';

/** What is known of a monitor's newest report. */
export interface ReportEntry extends ReportSeen {
  /** Resource version of the ConfigMap it was read from. */
  readonly version: string;
  /** The report as metrics, without the confirmed verdict, which depends on other runs too. */
  readonly samples: readonly DriftSample[];
}

/** Reads stored reports when they change, and keeps the parts that status and metrics show. */
export interface ReportBook {
  /**
   * The newest report of a monitor, read again when its ConfigMap changed; the report of a new run is archived first.
   *
   * @throws ApiError when the ConfigMap cannot be read or the archive cannot be written
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

const nothing: Omit<ReportEntry, 'version'> = { facts: undefined, unreadable: undefined, failure: undefined, samples: [] };

export function createReportBook(client: Pick<ObjectClient, 'get' | 'apply'>): ReportBook {
  const entries = new Map<string, ReportEntry>();
  const read = async (key: string, item: ChildItem, input: RefreshInput): Promise<ReportEntry> => {
    const { plan, history, signal } = input;
    const found = await client.get(childTypes.configMap, item, signal);
    const version = found.metadata.resourceVersion ?? '';
    const failure = failureOf(found);
    const report = reportIn(found, plan);
    if (typeof report !== 'string') {
      if (!history.some(({ run }) => run === report.run)) await keepArchive(client, archiveOf(plan, report.run, found), signal);
      return { version, facts: reportFacts(report), unreadable: undefined, failure, samples: driftSamples(report, 'unknown') };
    }
    // The previous report remains in effect; after a restart it is read from the archive.
    const known = entries.get(key) ?? (await newestArchive(client, input));
    return { ...nothing, ...known, version, failure, unreadable: report };
  };
  return {
    async refresh(key, input) {
      const { item } = input;
      const before = entries.get(key);
      if (item === undefined) return before ?? { ...nothing, version: '' };
      if (before?.version === item.resourceVersion) return before;
      const entry =
        item.annotations[runAnnotation] === undefined
          ? { ...nothing, version: item.resourceVersion, failure: failureOf(item) }
          : await read(key, item, input);
      entries.set(key, entry);
      return entry;
    },
    forget: (key) => void entries.delete(key),
  };
}

/** The newest archive that can be read; undefined when there is none. */
async function newestArchive(
  client: Pick<ObjectClient, 'get'>,
  { plan, history, signal }: RefreshInput,
): Promise<Pick<ReportEntry, 'facts' | 'samples'> | undefined> {
  for (const { configMap } of history) {
    const found = await client.get(childTypes.configMap, { namespace: plan.namespace, name: configMap }, signal).catch((error: unknown) => {
      if (kindOf(error) === 'notFound') return undefined;
      throw error;
    });
    const report = found === undefined ? '' : reportIn(found, plan);
    if (typeof report !== 'string') return { facts: reportFacts(report), samples: driftSamples(report, 'unknown') };
  }
  return undefined;
}

/** The report in a ConfigMap, or why there is none. */
function reportIn(found: RawObject, { namespace, name }: Plan): Report | string {
  const report = reportOfConfigMap(found as Pick<RawObject, never> & Parameters<typeof reportOfConfigMap>[0]);
  if (typeof report === 'string') return report;
  const { monitor } = report;
  if (monitor?.namespace === namespace && monitor.name === name) return report;
  return `the report is of ${monitor === null ? 'no monitor' : `${monitor.namespace}/${monitor.name}`}`;
}

function failureOf({
  metadata,
  annotations = metadata?.annotations,
}: {
  metadata?: RawObject['metadata'];
  annotations?: Readonly<Record<string, string>> | undefined;
}): RunFailure | undefined {
  const text = annotations?.[failureAnnotation];
  if (text === undefined) return undefined;
  try {
    const { time, message } = JSON.parse(text) as Partial<RunFailure>;
    return typeof time === 'string' && typeof message === 'string' ? { time, message } : undefined;
  } catch {
    return undefined;
  }
}
