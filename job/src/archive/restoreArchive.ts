import {
  isGivenId,
  parseRowId,
  type RowBatch,
  type RowPage,
  restoredClaim,
  type Store,
  StoreOutcomeUnknown,
  type WriterAccount,
} from '@modelmonitor/store';
import type { ArchiveHeader } from './archiveHeader.ts';
import { dayOfArchive } from './archivePlace.ts';
import { archivePages } from './readArchive.ts';
import { createRowHash } from './rowDigest.ts';
import { verifyArchive } from './writeArchive.ts';

export interface RestoreOptions {
  readonly store: Store;
  readonly monitor: ArchiveHeader['monitor'];
  /** Random name of this process, of letters and digits. */
  readonly writer: string;
  readonly now: () => number;
  /** How long no day is dropped by age. */
  readonly keepMilliseconds: number;
}

export interface RestoredArchive {
  /** Rows of the archive. */
  readonly rows: number;
  readonly restored: number;
  /** Rows that the store has already. */
  readonly alreadyStored: number;
}

/**
 * Writes the rows and labels of an archive into the store, but those that it has already, so that it can be run again after it was stopped. The
 * rows are in the ledger as those of a writer of their own.
 *
 * @throws ArchiveError when the file is damaged, or of another monitor: nothing is written then
 */
export async function restoreArchive(path: string, options: RestoreOptions): Promise<RestoredArchive> {
  const { store, monitor, writer, now, keepMilliseconds } = options;
  const header = await verifyArchive(path, { monitor });
  const until = now() + keepMilliseconds;
  await store.claim({ name: `${restoredClaim} ${dayOfArchive(path) ?? path}`, holder: restoredClaim, until }, now());
  const isStored = await storedRows(store, await timesOf(path));
  const startedAt = now();
  let [restored, predicted, number] = [0, 0, 0];
  const accountOf = (isClosed: boolean): WriterAccount => {
    const counts = { seen: predicted, written: predicted, queued: 0, dropped: {}, failed: {} };
    return { writer, startedAt, recordedAt: now(), isClosed, ...counts };
  };
  for await (const page of archivePages(path, header)) {
    const part = withoutRows(page, isStored(page));
    if (part.rows === 0) continue;
    // Labels first: where this is stopped in between they wait for the row, which is missing the next time.
    await restoreLabels(store, part, now());
    restored += part.rows;
    predicted += part.predictions.reduce((sum, prediction) => sum + Number(!Number.isNaN(prediction)), 0);
    await append(store, batchOf(part, writer, ++number), accountOf(false));
  }
  if (number > 0) await store.recordAccount(accountOf(true));
  return { rows: header.rows, restored, alreadyStored: header.rows - restored };
}

async function timesOf(path: string): Promise<{ from: number; to: number }> {
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for await (const { times } of archivePages(path)) {
    for (const time of times) {
      from = Math.min(from, time);
      to = Math.max(to, time);
    }
  }
  return { from, to: to + 1 };
}

/** Finds rows that the store has, by all their cells but the label; as many of equal ones as there are. */
async function storedRows(store: Store, { from, to }: { from: number; to: number }): Promise<(page: RowPage) => readonly boolean[]> {
  const hash = createRowHash();
  const keys = (page: RowPage): number[] => {
    const { first, second } = hash({ ...page, actuals: page.actuals.map(() => null), labelTimes: page.labelTimes.map(() => Number.NaN) });
    return Array.from(first, (word, row) => word * 2 ** 21 + ((second[row] as number) >>> 11));
  };
  const counts = new Map<number, number>();
  if (from < to)
    for await (const page of store.readPages({ from, to })) for (const key of keys(page)) counts.set(key, (counts.get(key) ?? 0) + 1);
  return (page) =>
    keys(page).map((key) => {
      const left = counts.get(key) ?? 0;
      if (left > 0) counts.set(key, left - 1);
      return left > 0;
    });
}

function withoutRows(page: RowPage, isLeftOut: readonly boolean[]): RowPage {
  if (!isLeftOut.includes(true)) return page;
  const kept = isLeftOut.flatMap((left, row) => (left ? [] : [row]));
  const { contract, features, probabilities } = page;
  const pick = (values: Float64Array, width: number) =>
    Float64Array.from(kept.flatMap((row) => [...values.subarray(row * width, (row + 1) * width)]));
  return {
    contract,
    rows: kept.length,
    ids: kept.map((row) => page.ids[row] as string),
    times: pick(page.times, 1),
    versions: kept.map((row) => page.versions[row] as string),
    features: pick(features, contract.features.length),
    predictions: pick(page.predictions, 1),
    probabilities: pick(probabilities, contract.classes.length),
    unseen: page.unseen.flatMap((one) => (isLeftOut[one.row] === true ? [] : [{ ...one, row: kept.indexOf(one.row) }])),
    actuals: kept.map((row) => page.actuals[row] ?? null),
    labelTimes: pick(page.labelTimes, 1),
  };
}

async function restoreLabels(store: Store, { ids, actuals, labelTimes }: RowPage, time: number): Promise<void> {
  const rows = actuals.flatMap((actual, row) => (actual === null ? [] : [row]));
  if (rows.length === 0) return;
  await store.addLabels({
    ids: rows.map((row) => ids[row] as string),
    actuals: rows.map((row) => actuals[row] as string | number),
    times: Float64Array.from(rows, (row) => labelTimes[row] as number),
    time,
    source: 'archive',
  });
}

/** Rows with unsigned ids of one process lie closest with a series and numbers, as that process wrote them; the key of signed ids is in no archive. */
function batchOf(page: RowPage, writer: string, number: number): RowBatch {
  const parsed = page.ids.map((id) => (isGivenId(id) ? undefined : parseRowId(id)));
  const series = parsed.find((id) => id !== undefined)?.series ?? '';
  const isNumbered = (row: number) => parsed[row]?.series === series;
  const versions = [...new Set(page.versions)];
  const { contract, rows, times, features, predictions, probabilities, unseen } = page;
  return {
    ...{ writer, number, contract, rows, times, features, predictions, probabilities, unseen, versions },
    ids: {
      series,
      numbers: Float64Array.from(page.ids.keys(), (row) => (isNumbered(row) ? (parsed[row]?.number ?? Number.NaN) : Number.NaN)),
      chosen: page.ids.flatMap((id, row) => (id === '' || isNumbered(row) ? [] : [[row, id] as const])),
    },
    versionOf: Uint16Array.from(page.versions, (version) => versions.indexOf(version)),
  };
}

const tries = 5;

async function append(store: Store, batch: RowBatch, account: WriterAccount): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await store.append(batch, account);
    } catch (error) {
      // A batch that the ledger has already is not written again.
      if (!(error instanceof StoreOutcomeUnknown) || attempt === tries) throw error;
    }
  }
}
