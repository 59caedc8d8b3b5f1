import { type ReportSummary, reportSchemaVersion, type SummarizedReport, summarizeReport } from '@modelmonitor/api';
import { eachMember, type JsonPart, parsePart, type Rest, wholePart } from '@modelmonitor/kube';
import { membersOf } from './storedReport.ts';

/** Members of a report that are small, and parsed as they are. */
const small = [
  'schemaVersion',
  'run',
  'timestamp',
  'monitor',
  'verdict',
  'reason',
  'summary',
  'level',
  'share_drifted_features',
  'drift_share_threshold',
  'dataset_drift',
  'n_features',
  'n_drifted_features',
  'prediction',
  'reference',
  'current',
] as const satisfies readonly (keyof SummarizedReport)[];

const all = new Set<string>([...small, 'features', 'segments', 'warnings']);

const segmentMembers = new Set(['name', 'feature', 'share_drifted_features', 'dataset_drift']);

/** Values of a report: thousands of features have some hundred each. */
const bounds = { nodes: 4_000_000, depth: 64 };

/** Largest member, and largest feature, in bytes. */
const mostPartBytes = 128 * 1024;

/** Most features, segments and warnings, and longest name of one, in characters. */
const [mostMembers, longestName] = [100_000, 1024];

/**
 * What would be the summary of a report, or why it is none. The report is read in pieces: its text is up to 32 MiB, of which a feature at a
 * time is parsed, and distributions, quality and performance not at all. Nothing that it says is known to be right.
 *
 * @throws SyntaxError or RangeError for what is not JSON, or too much of it
 */
export async function summaryOfReport(bytes: Buffer, rest: Rest): Promise<unknown> {
  const report = wholePart(bytes);
  if (isList(report)) return 'it is not a drift report';
  const parts = await membersOf(report, all, rest);
  const members = Object.fromEntries(small.flatMap((name) => [...memberOf(parts, name)])) as unknown as SummarizedReport;
  if (!parts.has('schemaVersion') || !parts.has('features')) return 'it is not a drift report';
  if (members.schemaVersion !== reportSchemaVersion) {
    return `its schemaVersion has to be ${reportSchemaVersion}, got ${JSON.stringify(members.schemaVersion)?.slice(0, 60)}`;
  }
  const features = await featuresOf(parts.get('features') as JsonPart, rest);
  const segments = await segmentsOf(parts.get('segments'), rest);
  const warnings = await warningsOf(parts.get('warnings'), rest);
  try {
    return summarizeReport({ ...members, features, segments, warnings } as SummarizedReport) satisfies ReportSummary;
  } catch (error) {
    if (error instanceof TypeError) return 'it is not a drift report';
    throw error;
  }
}

function* memberOf(parts: ReadonlyMap<string, JsonPart>, name: string): Iterable<[string, unknown]> {
  const part = parts.get(name);
  if (part !== undefined) yield [name, parsePart(part, mostPartBytes)];
}

async function featuresOf(part: JsonPart, rest: Rest): Promise<unknown> {
  const features: [string, unknown][] = [];
  const take = (name: string, value: JsonPart) => {
    if (name.length > longestName) throw new RangeError(`a feature has a name of ${name.length} characters`);
    if (features.length === mostMembers) throw new RangeError(`it has more than ${mostMembers} features`);
    features.push([name, figuresOf(parsePart(value, mostPartBytes))]);
  };
  await eachMember(part, take, { bounds, rest });
  if (new Set(features.map(([name]) => name)).size < features.length) throw new SyntaxError('it has a feature twice');
  return Object.fromEntries(features);
}

/** The part of a column that a summary is made of; the rest is not kept. */
function figuresOf(column: unknown): unknown {
  const { method, score, threshold, drifted, verdict, missing, reference } = (column ?? {}) as Partial<
    SummarizedReport['features'][string]
  >;
  return {
    method,
    score,
    threshold,
    drifted,
    verdict,
    missing: { reference: { share: missing?.reference?.share }, current: { share: missing?.current?.share } },
    reference: { rows: reference?.rows },
  };
}

async function segmentsOf(part: JsonPart | undefined, rest: Rest): Promise<unknown> {
  const elements = await elementsOf(part, rest);
  const segments: unknown[] = [];
  for (const element of elements) {
    const members = await membersOf(element, segmentMembers, rest);
    segments.push(Object.fromEntries([...segmentMembers].flatMap((name) => [...memberOf(members, name)])));
  }
  return segments;
}

/** As many warnings as there are; only the first of them are read. */
async function warningsOf(part: JsonPart | undefined, rest: Rest): Promise<unknown> {
  const elements = await elementsOf(part, rest);
  return elements.map((element, index) => (index < 10 ? parsePart(element, mostPartBytes) : ''));
}

async function elementsOf(part: JsonPart | undefined, rest: Rest): Promise<JsonPart[]> {
  const elements: JsonPart[] = [];
  if (part === undefined) return elements;
  if (!isList(part)) throw new SyntaxError('expected a list');
  const take = (_: string, element: JsonPart) => {
    if (elements.length === mostMembers) throw new RangeError(`it has a list of more than ${mostMembers} elements`);
    elements.push(element);
  };
  await eachMember(part, take, { bounds, rest });
  return elements;
}

function isList({ bytes, start, end }: JsonPart): boolean {
  return /^\s*\[/.test(bytes.toString('latin1', start, Math.min(end, start + 64)));
}
