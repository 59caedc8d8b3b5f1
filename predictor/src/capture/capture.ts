import { type CaptureSpec, durationMilliseconds } from '@modelmonitor/api';
import type { Predictions } from '@modelmonitor/models';
import type { Contract } from '../contract/contract.ts';
import { appendRow } from './appendRow.ts';
import { type CaptureRing, createCaptureRing, ringLayout } from './captureRing.ts';
import { findRow } from './findRow.ts';
import { createRowIds, type RowIds } from './rowIds.ts';

/** Where every predicted row went: captured + sampled out + dropped = predicted; and how captured rows left the buffer. */
export interface CaptureAccount {
  captured: number;
  /** Labels that were joined. */
  labelled: number;
  sampledOut: number;
  readonly dropped: { batch_larger_than_buffer: number };
  readonly evicted: { rows: number; age: number; model_changed: number };
}

/** An account before the first row. */
export function emptyAccount(): CaptureAccount {
  return {
    captured: 0,
    labelled: 0,
    sampledOut: 0,
    dropped: { batch_larger_than_buffer: 0 },
    evicted: { rows: 0, age: 0, model_changed: 0 },
  };
}

/** Rows of one answer, as they are handed to the capture. */
export interface AnsweredRows {
  /** Row-major, in the contract's categories. */
  readonly rows: Float64Array;
  readonly predictions: Predictions;
  readonly version: string;
  /** Id the caller gave, if any. */
  readonly callerId?: string | undefined;
}

/** Keeps predicted rows, gives them ids, and joins labels that come later. */
export interface Capture {
  readonly contract: Contract;
  readonly account: CaptureAccount;
  readonly ring: CaptureRing;
  readonly ids: RowIds;
  /** Versions that rows refer to by number. */
  readonly versions: string[];
  /** @returns the id of each row, by its place in the answer */
  record(answer: AnsweredRows): (row: number) => string;
  /** Joins a label (class index, or value) to its prediction; false when the row is not in the buffer. */
  label(id: string, actual: number): boolean;
}

export interface CaptureOptions {
  readonly contract: Contract;
  readonly spec: CaptureSpec;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly random: () => number;
  /** Letters and digits that no other process uses: the first part of the ids. */
  readonly series: string;
  /** Goes on being counted when one buffer takes over from another. */
  readonly account: CaptureAccount;
  /** Ids of the rows a snapshot brings back. */
  readonly restoredIds?: readonly string[];
}

export function createCapture({ contract, spec, now, random, series, account, restoredIds = [] }: CaptureOptions): Capture {
  const bounds = { maxRows: spec.maxRows, maxAgeMilliseconds: durationMilliseconds(spec.maxAge), evicted: account.evicted };
  const ring = createCaptureRing(ringLayout(contract, spec.redact ?? []), bounds);
  const ids = createRowIds({ series, most: spec.maxRows, restored: restoredIds });
  const versions: string[] = [];
  return {
    contract,
    account,
    ring,
    ids,
    versions,
    record({ rows, predictions, version, callerId }) {
      const count = predictions.values.length;
      const first = ids.take(count);
      const time = now();
      const surplus = Math.max(0, count - spec.maxRows);
      account.dropped.batch_larger_than_buffer += surplus;
      for (let row = surplus; row < count; row++) {
        if (spec.sample < 1 && random() >= spec.sample) {
          account.sampledOut++;
          continue;
        }
        const origin = { version: placeOf(versions, version), sequence: first + row, time };
        appendRow(ring, { rows, row, predictions, origin });
        if (callerId !== undefined) ids.name(first + row, callerRowId(callerId, row, count));
        account.captured++;
      }
      return callerId === undefined ? (row) => ids.idOf(first + row) : (row) => callerRowId(callerId, row, count);
    },
    label(id, actual) {
      const sequence = ids.sequenceOf(id);
      const place = sequence === undefined ? undefined : findRow(ring, sequence);
      if (place === undefined) return false;
      ring.at(place)[ring.layout.actual] = actual;
      account.labelled++;
      return true;
    },
  };
}

/** Place of a name in a list, at its end when it is new. */
export function placeOf(list: string[], name: string): number {
  const place = list.indexOf(name);
  return place >= 0 ? place : list.push(name) - 1;
}

/** Id of a row of a request that came with an id: the id itself, or with the row's number behind a slash. */
function callerRowId(callerId: string, row: number, count: number): string {
  return count === 1 ? callerId : `${callerId}/${row}`;
}
