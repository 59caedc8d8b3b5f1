import { Ajv } from 'ajv';
import type { ModelMonitor } from '../schema/modelMonitor.ts';
import { versionNamePattern } from '../schema/versionName.ts';
import { type ReportSummary, reportSummarySchema } from './reportSummary.ts';

/** Whose summary it has to be. */
export interface SummarySubject {
  readonly monitor: ModelMonitor;
  /** Whether the report was accepted before: the resource may have lost features since, which are left out then. */
  readonly isKnown: boolean;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** The summary that a document is, without members that no summary has; or why it is none of this monitor. */
export type ReadSummary = (document: unknown, subject: SummarySubject) => ReportSummary | string;

/** How far the clock of a node may be ahead, in milliseconds: one that is set to another time zone, too. */
const aheadMilliseconds = 24 * 60 * 60_000;

const timePattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;

/**
 * Compiles the schema of summaries. What stands in a ConfigMap may have been written by anyone who may write there: texts, numbers and names
 * that come out are those a report of this monitor may have, whatever the document was.
 */
export function createSummaryReader(): ReadSummary {
  // Members that the schema does not name are removed.
  const ajv = new Ajv({ strict: true, allowUnionTypes: false, removeAdditional: 'all' });
  ajv.addFormat('date-time', (text) => timePattern.test(text) && Number.isFinite(Date.parse(text)));
  const matches = ajv.compile<ReportSummary>(reportSummarySchema);
  return (document, subject) => {
    if (!matches(document)) {
      const [error] = matches.errors ?? [];
      return `${error?.instancePath.slice(1).replaceAll('/', '.') || 'the document'} ${error?.message ?? 'is not valid'}`;
    }
    return subjectProblem(document, subject) ?? namesProblem(document, subject) ?? visibleParts(document, subject);
  };
}

function subjectProblem({ monitor, timestamp }: ReportSummary, { monitor: { metadata }, now }: SummarySubject): string | undefined {
  if (monitor?.namespace !== metadata.namespace || monitor.name !== metadata.name)
    return `the report is of ${monitor === null ? 'no monitor' : `${monitor.namespace}/${monitor.name}`}`;
  return Date.parse(timestamp) > now + aheadMilliseconds ? `the report is of the future: ${timestamp}` : undefined;
}

/** A name that the resource does not have, in a report that was not accepted before. */
function namesProblem(summary: ReportSummary, { monitor, isKnown }: SummarySubject): string | undefined {
  const names = summary.features.map(({ name }) => name);
  if (new Set(names).size < names.length) return 'the report has a feature twice';
  if (isKnown) return undefined;
  const { has } = namesOf(monitor);
  const unknown = [...names, ...summary.drifted_features, ...summary.not_in_reference].find((name) => !has(name));
  if (unknown !== undefined) return `the resource has no feature ${JSON.stringify(unknown)}`;
  const segment = summary.segments.find((one) => !isSegment(one, has));
  return segment === undefined ? undefined : `the resource has no segment ${JSON.stringify(segment.name)}`;
}

function namesOf({ spec }: ModelMonitor): { has: (name: string) => boolean } {
  const names = new Set(spec.model.features.map(({ name }) => name));
  return { has: (name) => names.has(name) };
}

/** Versions may have gone from the resource while their rows are still in the window; values are those of the data. */
function isSegment({ name, feature }: ReportSummary['segments'][number], has: (name: string) => boolean): boolean {
  if (feature === undefined) return name.startsWith('version=') && versionNamePattern.test(name.slice('version='.length));
  return has(feature) && name.startsWith(`${feature}=`.slice(0, name.length - 1));
}

/** What is shown of a summary: times as the API server takes them, names that the resource has, each once: long ones were cut. */
function visibleParts(summary: ReportSummary, { monitor }: SummarySubject): ReportSummary {
  const { has } = namesOf(monitor);
  const timestamp = new Date(summary.timestamp).toISOString();
  const newest = summary.newest_row === null ? Number.NaN : Math.min(Date.parse(summary.newest_row), Date.parse(timestamp));
  return {
    ...summary,
    timestamp,
    newest_row: Number.isNaN(newest) ? null : new Date(newest).toISOString(),
    features: summary.features.filter(({ name }) => has(name)),
    drifted_features: summary.drifted_features.filter(has),
    not_in_reference: summary.not_in_reference.filter(has),
    segments: [...new Map(summary.segments.filter((one) => isSegment(one, has)).map((one) => [one.name, one])).values()],
  };
}
