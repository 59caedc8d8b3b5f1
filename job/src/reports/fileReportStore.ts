import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode, parseReport, type Report, runPattern } from '@modelmonitor/api/plain';
import { writeAtomic } from '../files/writeAtomic.ts';
import { entryOf } from './entryOf.ts';
import type { ReportEntry, ReportPages, ReportStore } from './reportStore.ts';

export interface FileReportStoreOptions {
  /** Reports kept, ≥ 1; the oldest leave first. */
  readonly history: number;
  /** Told about each file of the directory that looks like a report and is none. */
  readonly warn?: (message: string) => void;
}

const RUN_FILE = /^([0-9]{8}t[0-9]{9}z)\.json$/;
const LEFT_OVER = /^\.?([0-9]{8}t[0-9]{9}z)\.(json|html)(\.tmp)?$/;
const NEWEST = 'data_drift_report';
const NEWEST_QUALITY = 'data_stability_test.html';

/**
 * Keeps reports as RUN.json and RUN.html in one directory; the newest is also data_drift_report.json and .html, its data
 * quality data_stability_test.html.
 *
 * Every file is written beside its place, synced and renamed, so that a reader or a crash never meets half a report. Files that are no
 * report of ours are left alone, skipped and told to `warn`.
 */
export function fileReportStore(directory: string, options: FileReportStoreOptions): ReportStore {
  const read = (run: string, format: 'json' | 'html') =>
    runPattern.test(run) ? textIfThere(join(directory, `${run}.${format}`)) : Promise.resolve(undefined);
  const entriesOf = entryCache(directory, options.warn ?? (() => undefined));
  return {
    read,
    save: (report, pages) => save(directory, { report, pages, history: options.history }),
    newestQuality: () => textIfThere(join(directory, NEWEST_QUALITY)),
    list: async () => entriesOf(await runsNewestFirst(directory)),
    latest: () => newestReport(directory),
  };
}

async function save(directory: string, { report, pages, history }: { report: Report; pages: ReportPages; history: number }): Promise<void> {
  if (!runPattern.test(report.run))
    throw new RangeError(`a report needs a run name such as 20250102t030405678z, got ${JSON.stringify(report.run)}`);
  const json = `${JSON.stringify(report)}\n`;
  // The JSON last: a run is listed by its JSON, and then has its HTML.
  await writeAtomic(join(directory, `${report.run}.html`), pages.drift);
  await writeAtomic(join(directory, `${report.run}.json`), json);
  if ((await newestReport(directory))?.run === report.run) {
    await writeAtomic(join(directory, `${NEWEST}.html`), pages.drift);
    await writeAtomic(join(directory, `${NEWEST}.json`), json);
    if (pages.quality === undefined) await rm(join(directory, NEWEST_QUALITY), { force: true });
    else await writeAtomic(join(directory, NEWEST_QUALITY), pages.quality);
  }
  await prune(directory, (await runsNewestFirst(directory))[history - 1]);
}

/** Removes every run older than the oldest kept one, with what a crash may have left of it. */
async function prune(directory: string, oldestKept: string | undefined): Promise<void> {
  if (oldestKept === undefined) return;
  for (const name of await filesOf(directory)) {
    const run = LEFT_OVER.exec(name)?.[1];
    if (run !== undefined && run < oldestKept) await rm(join(directory, name), { force: true });
  }
}

async function runsNewestFirst(directory: string): Promise<string[]> {
  const names = await filesOf(directory);
  return names.flatMap((name) => RUN_FILE.exec(name)?.[1] ?? []).sort((a, b) => (a < b ? 1 : -1));
}

async function filesOf(directory: string): Promise<string[]> {
  const entries = (await ifThere(readdir(directory, { withFileTypes: true }))) ?? [];
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
}

async function newestReport(directory: string): Promise<Report | undefined> {
  for (const run of await runsNewestFirst(directory)) {
    const report = parseReport(await textIfThere(join(directory, `${run}.json`)), run);
    if (typeof report !== 'string') return report;
  }
  return undefined;
}

/** Entries of runs, each parsed again only when its file changes: a list of many large reports is requested often. */
function entryCache(directory: string, warn: (message: string) => void): (runs: readonly string[]) => Promise<ReportEntry[]> {
  let known = new Map<string, { stamp: string; entry: ReportEntry | undefined }>();
  const entryFor = async (run: string) => {
    const path = join(directory, `${run}.json`);
    const status = await ifThere(stat(path));
    const stamp = `${status?.mtimeMs} ${status?.size}`;
    const cached = known.get(run);
    if (cached?.stamp === stamp) return cached;
    const report = parseReport(await textIfThere(path), run);
    if (typeof report === 'string') warn(`${path} was skipped: ${report}`);
    return { stamp, entry: typeof report === 'string' ? undefined : entryOf(report) };
  };
  return async (runs) => {
    const now = await Promise.all(runs.map(async (run) => [run, await entryFor(run)] as const));
    known = new Map(now);
    return now.flatMap(([, { entry }]) => entry ?? []);
  };
}

function textIfThere(path: string): Promise<string | undefined> {
  return ifThere(readFile(path, 'utf8'));
}

async function ifThere<Value>(value: Promise<Value>): Promise<Value | undefined> {
  try {
    return await value;
  } catch (error) {
    if (['ENOENT', 'EISDIR'].includes(errorCode(error) ?? '')) return undefined;
    throw error;
  }
}
