import { type CaptureSpec, durationMilliseconds } from '@modelmonitor/api';
import type { Predictions } from '@modelmonitor/models';
import { mostRefusedRows } from '@modelmonitor/tables/window';
import type { Contract } from '../contract/contract.ts';
import type { RefusedRow, UnseenCell } from '../contract/refusedRow.ts';
import { type CaptureRing, createCaptureRing, findRow, type RingBounds, ringLayout, type StoredRow } from './captureRing.ts';
import { callerRowId, createRowIds, type RowIds } from './rowIds.ts';
import { createUnseenCategories, type UnseenCategories } from './unseenCategories.ts';

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
  readonly refused: CaptureRing<StoredRow>;
  readonly unseen: UnseenCategories;
  readonly ids: RowIds;
  /** Versions, which rows refer to by index. */
  readonly versions: string[];
  /** @returns the id of each row, by its index in the response */
  record(answer: AnsweredRows): (row: number) => string;
  /** Keeps a refused row; false for one that is sampled out, or that was read for another model. */
  recordRefused(row: RefusedRow): boolean;
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
  const ring = createCaptureRing(ringLayout(contract, spec.redact ?? []), bounds);
  const refused = createRefusedRing(ring.layout, bounds);
  const unseenCategories = createUnseenCategories({
    contract,
    kept: ring.layout.kept,
    most: refused.maxRows,
    *storedValues(cell) {
      yield* ring.column(cell, ring.size);
      yield* refused.ring.column(cell, refused.ring.size);
    },
  });
  const ids = createRowIds({ series, most: spec.maxRows, restored: restoredIds });
  const versions: string[] = [];
  const fits = contractCheck(contract);
  return {
    contract,
    account,
    ring,
    refused: refused.ring,
    unseen: unseenCategories,
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
        if (spec.sample < 1 && random() >= spec.sample) {
          account.sampledOut++;
          continue;
        }
        const start = appendRow(ring, { rows, row, predictions, version: placeOf(versions, version), sequence: first + row, time });
        while ((unseen[nextUnseen]?.row ?? row) < row) nextUnseen++;
        for (; unseen[nextUnseen]?.row === row; nextUnseen++) unseenCategories.write(unseen[nextUnseen] as UnseenCell, ring.cells, start);
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
    recordRefused({ contract: read, cells, unseen }) {
      if (!fits(read) || (spec.sample < 1 && random() >= spec.sample)) return false;
      const time = now();
      const start = refused.ring.push(time);
      const stored = refused.ring.cells;
      for (const [cell, feature] of ring.layout.kept.entries()) stored[start + cell] = cells[feature] as number;
      stored[start + refused.ring.layout.time] = time;
      for (const one of unseen) unseenCategories.write(one, stored, start);
      account.refused++;
      return true;
    },
  };
}

function createRefusedRing({ kept }: StoredRow, { maxRows, maxAgeMilliseconds }: Pick<RingBounds, 'maxRows' | 'maxAgeMilliseconds'>) {
  const most = mostRefusedRows(maxRows);
  const layout = { kept, time: kept.length, width: kept.length + 1 };
  return { maxRows: most, ring: createCaptureRing(layout, { maxRows: most, maxAgeMilliseconds, evicted: { rows: 0, age: 0 } }) };
}

/** Whether another contract has the same features and categories, so that its rows fit; the last answer is remembered. */
function contractCheck(contract: Contract): (other: Contract) => boolean {
  const featuresOf = ({ features }: Contract) => JSON.stringify(features);
  let fitting = contract;
  return (other) => {
    if (other !== fitting && featuresOf(other) === featuresOf(contract)) fitting = other;
    return other === fitting;
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
