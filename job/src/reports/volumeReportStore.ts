import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { errorCode, errorText, type ReportSummary, reportKeys } from '@modelmonitor/api/plain';
import type { ReportEntry, ReportStore } from './reportStore.ts';

export interface VolumeReportOptions {
  /** The summary that a document is, or why it is none: users who may write the ConfigMap may write anything. */
  readonly readSummary: (document: unknown) => ReportSummary | string;
  /** Told about a report that cannot be read. */
  readonly warn: (message: string) => void;
}

/** Most bytes that a page or a report unpacks to. */
const mostUnpackedBytes = 64 * 1024 * 1024;

/** The newest report of a cluster, from the mounted ConfigMap of the drift job. The operator keeps the ones before it; the others are not mounted. */
export function volumeReportStore(directory: string, { readSummary, warn }: VolumeReportOptions): Omit<ReportStore, 'save' | 'latest'> {
  let known: { readonly text: string; readonly entry: ReportEntry | undefined } | undefined;
  const newest = async () => {
    const text = (await bytesOf(join(directory, reportKeys.summary)))?.toString('utf8');
    if (text === undefined) return undefined;
    if (known?.text === text) return known.entry;
    const summary = summaryOf(text, readSummary);
    if (typeof summary === 'string') warn(`the report in ${directory} was skipped: ${summary}`);
    known = { text, entry: typeof summary === 'string' ? undefined : entryOfSummary(summary) };
    return known.entry;
  };
  const unpack = async (name: string) => {
    const packed = await bytesOf(join(directory, name));
    if (packed === undefined) return undefined;
    try {
      return (await promisify(gunzip)(packed, { maxOutputLength: mostUnpackedBytes })).toString('utf8');
    } catch (error) {
      warn(`${name} in ${directory} was skipped: ${errorText(error)}`);
      return undefined;
    }
  };
  return {
    list: async () => [await newest()].filter((entry) => entry !== undefined),
    async read(run, format) {
      if ((await newest())?.run !== run) return undefined;
      if (format === 'html') return unpack(reportKeys.page);
      return (await bytesOf(join(directory, reportKeys.json)))?.toString('utf8') ?? unpack(reportKeys.gzippedJson);
    },
    newestQuality: () => unpack(reportKeys.qualityPage),
  };
}

function summaryOf(text: string, readSummary: VolumeReportOptions['readSummary']): ReportSummary | string {
  try {
    return readSummary(JSON.parse(text));
  } catch {
    return `${reportKeys.summary} is not JSON`;
  }
}

function entryOfSummary({ run, timestamp, verdict, share, n_drifted_features: n_drifted, newest_row }: ReportSummary): ReportEntry {
  return { run, timestamp, verdict, share, n_drifted, newest_row };
}

async function bytesOf(path: string): Promise<Buffer | undefined> {
  return readFile(path).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  });
}
