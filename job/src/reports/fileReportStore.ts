import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode, errorText, parseReport, type Report, runName, runPattern } from '@modelmonitor/api/plain';
import { writeAtomic } from '../files/writeAtomic.ts';
import { entryOf } from './entryOf.ts';
import type { ReportEntry, ReportPages, ReportStore } from './reportStore.ts';

export interface FileReportStoreOptions {
  /** Reports kept, ≥ 1; the oldest leave first. */
  readonly history: number;
  /** Milliseconds since 1970: a report of a later time, written while a clock was wrong, comes after all others. */
  readonly now: () => number;
  /** What else is wrong with a report that was read, if anything: files may come from elsewhere. */
  readonly problem?: (report: Report) => string | undefined;
  /** Told about each file of the directory that looks like a report and is none, or cannot be read, written or removed. */
  readonly warn?: (message: string) => void;
}

/** How far another clock may be ahead, in milliseconds. */
const clockTolerance = 60_000;

/** Largest report that is read, in bytes. */
const largestBytes = 256 * 1024 * 1024;

const RUN_FILE = /^([0-9]{8}t[0-9]{9}z)\.json$/;
const LEFT_OVER = /^\.?([0-9]{8}t[0-9]{9}z)\.(json|html)(\.tmp)?$/;
const NEWEST = 'data_drift_report';
const NEWEST_QUALITY = 'data_stability_test.html';

/**
 * Keeps reports as RUN.json and RUN.html in one directory; the newest is also data_drift_report.json and .html, its data
 * quality data_stability_test.html.
 *
 * Every file is written beside its place, synced and renamed, so that a reader or a crash never meets half a report. Files that are no
 * report of ours, or that this user may not read, are left alone, skipped and told to `warn`.
 */
export function fileReportStore(directory: string, options: FileReportStoreOptions): ReportStore {
  const place: Place = { directory, problem: () => undefined, ...options, warn: warnOnce(options.warn ?? (() => undefined)) };
  const read = (run: string, format: 'json' | 'html') =>
    runPattern.test(run) ? textOf(join(directory, `${run}.${format}`), place) : Promise.resolve(undefined);
  const entriesOf = entryCache(place);
  return {
    read,
    save: (report, pages) => save(place, report, pages),
    newestQuality: () => textOf(join(directory, NEWEST_QUALITY), place),
    list: async () => entriesOf(await runsNewestFirst(place)),
    latest: () => newestReport(place),
  };
}

type Place = Required<FileReportStoreOptions> & { readonly directory: string };

/** Reports are listed often: a file that stays as it is causes one warning. */
function warnOnce(warn: (message: string) => void): (message: string) => void {
  const said = new Set<string>();
  return (message) => {
    if (said.has(message)) return;
    said.add(message);
    warn(message);
  };
}

async function save(place: Place, report: Report, pages: ReportPages): Promise<void> {
  const { directory } = place;
  if (!runPattern.test(report.run))
    throw new RangeError(`a report needs a run name such as 20250102t030405678z, got ${JSON.stringify(report.run)}`);
  const json = `${JSON.stringify(report)}\n`;
  // The JSON last: a run is listed by its JSON, and then has its HTML.
  await writeAtomic(join(directory, `${report.run}.html`), pages.drift);
  await writeAtomic(join(directory, `${report.run}.json`), json);
  if ((await newestReport(place))?.run === report.run) {
    await writeAtomic(join(directory, `${NEWEST}.html`), pages.drift);
    await writeAtomic(join(directory, `${NEWEST}.json`), json);
    if (pages.quality === undefined) await rm(join(directory, NEWEST_QUALITY), { force: true });
    else await writeAtomic(join(directory, NEWEST_QUALITY), pages.quality);
  }
  await prune(place);
}

/** Removes every run beyond the history, with what a crash may have left of it. */
async function prune(place: Place): Promise<void> {
  const { directory, history, warn } = place;
  const kept = (await runsNewestFirst(place)).slice(0, history);
  if (kept.length < history) return;
  const latest = latestTime(place);
  // A run that another process writes at this moment is newer than all others.
  const oldest = kept.findLast((run) => run <= latest) ?? '';
  const isSurplus = (run: string) => !kept.includes(run) && (run > latest || run < oldest);
  for (const name of await filesOf(place)) {
    const run = LEFT_OVER.exec(name)?.[1];
    if (run === undefined || !isSurplus(run)) continue;
    await rm(join(directory, name), { force: true }).catch((error: unknown) =>
      warn(`${join(directory, name)} could not be removed: ${errorText(error)}`),
    );
  }
}

/** The latest name of a run that is not from the future. */
function latestTime({ now }: Place): string {
  return runName(new Date(now() + clockTolerance));
}

/** Runs newest first, then those from the future. */
async function runsNewestFirst(place: Place): Promise<string[]> {
  const runs = (await filesOf(place)).flatMap((name) => RUN_FILE.exec(name)?.[1] ?? []).sort((a, b) => (a < b ? 1 : -1));
  const latest = latestTime(place);
  return [...runs.filter((run) => run <= latest), ...runs.filter((run) => run > latest)];
}

async function filesOf({ directory, warn }: Place): Promise<string[]> {
  const entries = (await ifReadable(readdir(directory, { withFileTypes: true }), directory, warn)) ?? [];
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
}

async function newestReport(place: Place): Promise<Report | undefined> {
  for (const run of await runsNewestFirst(place)) {
    const report = readReport(await textOf(join(place.directory, `${run}.json`), place), run, place);
    if (typeof report !== 'string') return report;
  }
  return undefined;
}

/** Entries of runs, each parsed again only when its file changes: a list of many large reports is requested often. */
function entryCache(place: Place): (runs: readonly string[]) => Promise<ReportEntry[]> {
  const { directory, warn } = place;
  let known = new Map<string, { stamp: string; entry: ReportEntry | undefined }>();
  const entryFor = async (run: string) => {
    const path = join(directory, `${run}.json`);
    const status = await ifReadable(stat(path), path, warn);
    const stamp = `${status?.mtimeMs} ${status?.ctimeMs} ${status?.size}`;
    const cached = known.get(run);
    if (cached?.stamp === stamp) return cached;
    const text = await textOf(path, place);
    const report = readReport(text, run, place);
    if (typeof report === 'string' && text !== undefined) warn(`${path} was skipped: ${report}`);
    return { stamp, entry: typeof report === 'string' ? undefined : entryOf(report) };
  };
  return async (runs) => {
    const now = await Promise.all(runs.map(async (run) => [run, await entryFor(run)] as const));
    known = new Map(now);
    return now.flatMap(([, { entry }]) => entry ?? []);
  };
}

function readReport(text: string | undefined, run: string, { problem }: Place): Report | string {
  const report = parseReport(text, run);
  return typeof report === 'string' ? report : (problem(report) ?? report);
}

/** Text of a file; undefined when there is none, or none that may be read. */
async function textOf(path: string, { warn }: Place): Promise<string | undefined> {
  const size = (await ifReadable(stat(path), path, warn))?.size ?? 0;
  if (size <= largestBytes) return ifReadable(readFile(path, 'utf8'), path, warn);
  warn(`${path} was skipped: expected a report of at most ${largestBytes} bytes, got ${size}`);
  return undefined;
}

async function ifReadable<Value>(value: Promise<Value>, path: string, warn: (message: string) => void): Promise<Value | undefined> {
  try {
    return await value;
  } catch (error) {
    if (!['ENOENT', 'EISDIR'].includes(errorCode(error) ?? '')) warn(`${path} was skipped: it cannot be read (${errorText(error)})`);
    return undefined;
  }
}
