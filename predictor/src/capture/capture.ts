import { type CaptureSpec, durationMilliseconds } from '@modelmonitor/api';
import type { Predictions } from '@modelmonitor/models';
import type { Contract } from '../contract/contract.ts';
import type { UnseenCell } from '../contract/refusedRow.ts';
import { type CaptureRing, createCaptureRing, findRow, ringLayout } from './captureRing.ts';
import { createRefusedRows, type RefusedRows } from './refusedRows.ts';
import type { UnseenCategories } from './unseenCategories.ts';

/** What became of every predicted row: captured + sampled out + dropped = predicted; and why captured rows left the buffer. */
export interface CaptureAccount {
  captured: number;
  /** Labels that were joined. */
  labelled: number;
  /** Rows refused for an unseen category that were kept. */
  refused: number;
  /** Predicted rows whose id an earlier row in the buffer had. */
  repeatedIds: number;
  sampledOut: number;
  readonly dropped: { batch_larger_than_buffer: number };
  readonly evicted: { rows: number; age: number; model_changed: number };
}

/** An account before the first row. */
export function emptyAccount(): CaptureAccount {
  return {
    captured: 0,
    labelled: 0,
    refused: 0,
    repeatedIds: 0,
    sampledOut: 0,
    dropped: { batch_larger_than_buffer: 0 },
    evicted: { rows: 0, age: 0, model_changed: 0 },
  };
}

/** Rows of one response. */
export interface AnsweredRows {
  /** Row-major, in the contract's categories. */
  readonly rows: Float64Array;
  readonly predictions: Predictions;
  readonly version: string;
  /** Categories that the model predicted without knowing them, in the order of the rows. */
  readonly unseen?: readonly UnseenCell[];
  /** Id chosen by the caller, if any. */
  readonly callerId?: string | undefined;
}

/** What became of a label: joined for the first time, joined over another one, or without a row in the buffer. */
export type LabelOutcome = 'joined' | 'changed' | 'unknown';

/** Keeps predicted rows, assigns their ids, and joins labels that follow later. */
export interface Capture {
  readonly contract: Contract;
  readonly account: CaptureAccount;
  readonly ring: CaptureRing;
  /** Rows that were refused for an unseen category. */
  readonly refused: RefusedRows;
  readonly unseen: UnseenCategories;
  readonly ids: RowIds;
  /** Versions, which rows refer to by index. */
  readonly versions: string[];
  /** @returns the id of each row, by its index in the response */
  record(answer: AnsweredRows): (row: number) => string;
  /** Joins a label (class index, or value) to the newest row of an id. */
  label(id: string, actual: number): LabelOutcome;
}

export interface CaptureOptions {
  readonly contract: Contract;
  readonly spec: CaptureSpec;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly random: () => number;
  /** Letters and digits that no other process uses: the first part of the ids. */
  readonly series: string;
  /** Continues when a new buffer replaces an earlier one. */
  readonly account: CaptureAccount;
  /** Ids of the rows of a restored snapshot. */
  readonly restoredIds?: readonly string[];
}

export function createCapture({ contract, spec, now, random, series, account, restoredIds = [] }: CaptureOptions): Capture {
  const bounds = { maxRows: spec.maxRows, maxAgeMilliseconds: durationMilliseconds(spec.maxAge), evicted: account.evicted };
  const sampled = () => spec.sample >= 1 || random() < spec.sample;
  const ring = createCaptureRing(ringLayout(contract, spec.redact ?? []), bounds);
  const refused = createRefusedRows({ contract, captured: ring, bounds, sampled, now, account });
  const ids = createRowIds({ series, most: spec.maxRows, restored: restoredIds });
  const versions: string[] = [];
  return {
    contract,
    account,
    ring,
    refused,
    unseen: refused.unseen,
    ids,
    versions,
    record({ rows, predictions, version, unseen = [], callerId }) {
      const count = predictions.values.length;
      const first = ids.take(count);
      const time = now();
      const surplus = Math.max(0, count - spec.maxRows);
      account.dropped.batch_larger_than_buffer += surplus;
      let nextUnseen = 0;
      for (let row = surplus; row < count; row++) {
        if (!sampled()) {
          account.sampledOut++;
          continue;
        }
        const start = appendRow(ring, { rows, row, predictions, version: placeOf(versions, version), sequence: first + row, time });
        while ((unseen[nextUnseen]?.row ?? row) < row) nextUnseen++;
        for (; unseen[nextUnseen]?.row === row; nextUnseen++) refused.unseen.write(unseen[nextUnseen] as UnseenCell, ring.cells, start);
        if (callerId !== undefined && ids.name(first + row, callerRowId(callerId, row, count))) account.repeatedIds++;
        account.captured++;
      }
      return callerId === undefined ? (row) => ids.idOf(first + row) : (row) => callerRowId(callerId, row, count);
    },
    label(id, actual) {
      const sequence = ids.sequenceOf(id);
      const place = sequence === undefined ? undefined : findRow(ring, sequence);
      if (place === undefined) return 'unknown';
      const stored = ring.at(place);
      const before = stored[ring.layout.actual] as number;
      stored[ring.layout.actual] = actual;
      account.labelled++;
      return Number.isNaN(before) || before === actual ? 'joined' : 'changed';
    },
  };
}

/** One row of a response, with the index of its version. */
interface AnsweredRow extends Pick<AnsweredRows, 'rows' | 'predictions'> {
  readonly row: number;
  readonly version: number;
  readonly sequence: number;
  readonly time: number;
}

function appendRow(ring: CaptureRing, { rows, row, predictions, version, sequence, time }: AnsweredRow): number {
  const { layout } = ring;
  const start = ring.push(time);
  const { cells } = ring;
  const featureCount = rows.length / predictions.values.length;
  const offset = row * featureCount;
  for (let index = 0; index < layout.kept.length; index++) cells[start + index] = rows[offset + (layout.kept[index] as number)] as number;
  cells[start + layout.prediction] = predictions.values[row] as number;
  const classes = layout.actual - layout.probabilities;
  for (let index = 0; index < classes; index++)
    cells[start + layout.probabilities + index] = predictions.probabilities?.[row * classes + index] ?? Number.NaN;
  cells[start + layout.actual] = Number.NaN;
  cells[start + layout.version] = version;
  cells[start + layout.sequence] = sequence;
  cells[start + layout.time] = time;
  return start;
}

/** Index of a name in a list; a new one is appended. */
export function placeOf(list: string[], name: string): number {
  const place = list.indexOf(name);
  return place >= 0 ? place : list.push(name) - 1;
}

/** Id of a row of a request that came with an id: the id itself, or with the row's number behind a slash. */
function callerRowId(callerId: string, row: number, count: number): string {
  return count === 1 ? callerId : `${callerId}/${row}`;
}

/** Ids of predicted rows: internally an increasing number, externally a text; neither direction needs an index that grows with the traffic. */
interface RowIds {
  /** Takes the next numbers. @returns the first of them */
  take(count: number): number;
  /**
   * Remembers the id that a caller chose for a row; beyond the bound the oldest is forgotten.
   *
   * @returns whether an earlier row had the id: it now belongs to this one
   */
  name(sequence: number, id: string): boolean;
  idOf(sequence: number): string;
  sequenceOf(id: string): number | undefined;
}

interface RowIdOptions {
  readonly series: string;
  /** Most chosen ids that are remembered. */
  readonly most: number;
  /** Ids of rows from before a restart; they get the first numbers. */
  readonly restored?: readonly string[];
}

function createRowIds({ series, most, restored = [] }: RowIdOptions): RowIds {
  let next = restored.length;
  const chosen = new Map<string, number>(restored.map((id, sequence) => [id, sequence]));
  const chosenIds = new Map<number, string>(restored.map((id, sequence) => [sequence, id]));
  return {
    take(count) {
      next += count;
      return next - count;
    },
    name(sequence, id) {
      const isRepeated = chosen.delete(id);
      chosen.set(id, sequence);
      chosenIds.set(sequence, id);
      if (chosenIds.size <= most) return isRepeated;
      const [oldest, oldestId] = chosenIds.entries().next().value as [number, string];
      chosenIds.delete(oldest);
      if (chosen.get(oldestId) === oldest) chosen.delete(oldestId);
      return isRepeated;
    },
    idOf: (sequence) => chosenIds.get(sequence) ?? `${series}-${sequence.toString(36)}`,
    sequenceOf(id) {
      const known = chosen.get(id);
      if (known !== undefined || !id.startsWith(`${series}-`)) return known;
      const digits = id.slice(series.length + 1);
      return /^[0-9a-z]{1,10}$/.test(digits) ? Number.parseInt(digits, 36) : undefined;
    },
  };
}
