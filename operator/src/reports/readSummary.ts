import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { mostSummaryBytes, type ReadSummary, type ReportSummary, reportKeys, runPattern, type SummarySubject } from '@modelmonitor/api';
import { ApiError, eachMember, type JsonPart, parsePart, type Rest, type Turns, wholePart } from '@modelmonitor/kube';
import { mostObjectBytes, type StoredReport } from './storedReport.ts';
import { summaryOfReport } from './summaryOfReport.ts';

export interface SummaryOptions {
  readonly readSummary: ReadSummary;
  readonly rest: Rest;
  /** Limits the reports without a summary that are unpacked at the same time. */
  readonly turns: Turns;
}

/** A report of thousands of features has some 10 MiB; whatever unpacks to more than this is none of ours. */
const mostUnpackedBytes = 32 * 1024 * 1024;

/** Values of a summary: a hundred features have a dozen each. */
const bounds = { nodes: 10_000, depth: 8 };

const unpack = promisify(gunzip);

/**
 * The summary of a stored report, or why there is none: of `summary.json`, or else of the report itself, where a job wrote none or an older
 * one is left from an earlier run. Everything is bounded before it is parsed, read in pieces, and checked against the resource.
 */
export async function summaryIn(stored: StoredReport, subject: SummarySubject, options: SummaryOptions): Promise<ReportSummary | string> {
  try {
    const summary = stored.data.get(reportKeys.summary);
    const written = summary === undefined ? undefined : await parseSummary(summary, options.rest);
    if (typeof written === 'string') return written;
    const document = isOf(written, stored.run) ? written : await options.turns.take(() => documentOf(stored, options.rest));
    if (typeof document === 'string') return document;
    const read = options.readSummary(document, subject);
    return typeof read === 'string' || read.run === stored.run ? read : 'its run has to be the name it is stored under';
  } catch (error) {
    if (error instanceof ApiError) throw error;
    return error instanceof SyntaxError ? 'it is not JSON' : error instanceof RangeError ? error.message : 'it cannot be read';
  }
}

/** Whether a summary is to be used: one of an earlier run is not, since a job that knows no summaries leaves it as it is. */
function isOf(summary: unknown, run: string | undefined): boolean {
  if (summary === undefined) return false;
  const { run: own } = (summary ?? {}) as { readonly run?: unknown };
  return typeof own !== 'string' || !runPattern.test(own) || own === run;
}

/** @returns what is wrong with it as text */
async function parseSummary(part: JsonPart, rest: Rest): Promise<unknown> {
  const name = reportKeys.summary;
  const text = parsePart(part, mostObjectBytes) as string;
  const bytes = Buffer.from(text);
  if (bytes.length > mostSummaryBytes) return `${name} has more than ${mostSummaryBytes} bytes`;
  try {
    await eachMember(wholePart(bytes), () => undefined, { bounds, rest });
    return JSON.parse(text);
  } catch (error) {
    return `${name}: ${error instanceof RangeError ? error.message : 'it is not JSON'}`;
  }
}

async function documentOf({ data, binaryData }: StoredReport, rest: Rest): Promise<unknown> {
  const [json, gzipped] = [data.get(reportKeys.json), binaryData.get(reportKeys.gzippedJson)];
  if (json !== undefined) return summaryOfReport(Buffer.from(parsePart(json, mostObjectBytes) as string), rest);
  if (gzipped === undefined) return `it holds neither ${reportKeys.json} nor ${reportKeys.gzippedJson}`;
  const packed = Buffer.from(parsePart(gzipped, mostObjectBytes) as string, 'base64');
  // Off the event loop, in few pieces.
  const bytes = await unpack(packed, { maxOutputLength: mostUnpackedBytes, chunkSize: 256 * 1024 }).catch(unpackingProblem);
  return typeof bytes === 'string' ? bytes : summaryOfReport(bytes, rest);
}

function unpackingProblem({ code }: NodeJS.ErrnoException): string {
  const isTooLarge = code === 'ERR_BUFFER_TOO_LARGE';
  return isTooLarge ? `${reportKeys.gzippedJson} unzips to more than 32 MiB` : `${reportKeys.gzippedJson} is no gzip in base64`;
}
