import { type CaptureSpec, durationMilliseconds } from '@modelmonitor/api';
import { rowNames, type StoreClient } from '@modelmonitor/store';
import type { Contract } from '../contract/contract.ts';
import type { CaptureAccount } from './captureAccount.ts';
import { createCaptureRing, findRow, ringLayout } from './captureRing.ts';
import { type AnsweredRows, type CaptureParts, keepInRing, labelRow, type RowIds, rowsForStore } from './keepRows.ts';
import { createRefusedRows } from './refusedRows.ts';
import { rowContractOf } from './rowContractOf.ts';
import type { UnseenCategories } from './unseenCategories.ts';
import { createWaitingLabels, type WaitingLabels } from './waitingLabels.ts';

/** What became of a label: joined for the first time, joined over another one, or without a row in the buffer. */
type LabelOutcome = 'joined' | 'changed' | 'unknown';

/** Keeps predicted rows, assigns their ids, and joins labels that follow later. */
export interface Capture extends CaptureParts {
  readonly unseen: UnseenCategories;
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
  /** A series of ids that no other buffer of any process uses. */
  readonly series: string;
  /** The store that keeps every row, if any at this moment; the buffer has the newest of them. */
  readonly store?: () => Pick<StoreClient, 'record'> | undefined;
  /** Labels that wait for their prediction where there is no store; none wait when absent. */
  readonly waiting?: WaitingLabels;
  /** Continues when a new buffer replaces an earlier one. */
  readonly account: CaptureAccount;
  /** Ids of the rows of a restored snapshot. */
  readonly restoredIds?: readonly string[];
}

export function createCapture(options: CaptureOptions): Capture {
  const { contract, spec, now, random, series, account, store = () => undefined, restoredIds = [] } = options;
  const { waiting = createWaitingLabels(() => 0) } = options;
  const bounds = { maxRows: spec.maxRows, maxAgeMilliseconds: durationMilliseconds(spec.maxAge), evicted: account.evicted };
  const sampled = () => spec.sample >= 1 || random() < spec.sample;
  const ring = createCaptureRing(ringLayout(contract, spec.redact ?? []), bounds);
  const rowContract = rowContractOf(contract, ring.layout.kept);
  const refused = createRefusedRows({ contract, rowContract, captured: ring, bounds, sampled, now, series, account, store });
  const ids = createRowIds({ series, most: spec.maxRows, restored: restoredIds });
  const versions: string[] = [];
  const parts = { contract, rowContract, account, ring, refused, ids, versions };
  return {
    ...parts,
    unseen: refused.unseen,
    record(answer) {
      const count = answer.predictions.values.length;
      const first = ids.take(count);
      const time = now();
      const { rows, predictions, version, unseen = [], callerId } = answer;
      const idOf = callerId === undefined ? (row: number) => ids.idOf(first + row) : (row: number) => callerRowId(callerId, row, count);
      const sink = store();
      const selected = spec.sample >= 1 ? undefined : sampledRows(spec.sample, count, random);
      account.sampledOut += count - (selected?.length ?? count);
      const isStored = sink !== undefined;
      // One object of one shape, without a spread: this runs for every request.
      const numbered = {
        rows,
        predictions,
        version,
        unseen,
        callerId,
        first,
        count,
        time,
        idOf,
        selected,
        isStored,
        most: spec.maxRows,
        waiting,
      };
      keepInRing(parts, numbered);
      if (selected?.length !== 0) sink?.record(rowsForStore(parts, numbered));
      return idOf;
    },
    label(id, actual) {
      const sequence = ids.sequenceOf(id);
      const place = sequence === undefined ? undefined : findRow(ring, sequence);
      if (place !== undefined) return labelRow(parts, place, actual);
      // A store keeps labels that wait by itself.
      if (store() === undefined) waiting.add(id, contract.classes[actual] ?? actual);
      return 'unknown';
    },
  };
}

/** Indices of the rows that belong to the sample. */
function sampledRows(share: number, count: number, random: () => number): number[] {
  const rows: number[] = [];
  for (let row = 0; row < count; row++) if (random() < share) rows.push(row);
  return rows;
}

/** Id of a row of a request that came with an id: the id itself, or with the row's number behind a slash. */
function callerRowId(callerId: string, row: number, count: number): string {
  return count === 1 ? callerId : `${callerId}/${row}`;
}

interface RowIdOptions {
  /** A series that no other buffer of any process uses. */
  readonly series: string;
  /** Most chosen ids that are remembered. */
  readonly most: number;
  /** Ids of rows from before; they get the first numbers. */
  readonly restored?: readonly string[];
}

function createRowIds({ series, most, restored = [] }: RowIdOptions): RowIds {
  let next = restored.length;
  let nextRestored = 0;
  const names = rowNames(series);
  const chosen = new Map<string, number>(restored.map((id, sequence) => [id, sequence]));
  const chosenIds = new Map<number, string>(restored.map((id, sequence) => [sequence, id]));
  return {
    series,
    take(count) {
      next += count;
      return next - count;
    },
    takeRestored: () => nextRestored++,
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
    idOf: (sequence) => chosenIds.get(sequence) ?? names.idOf(sequence),
    sequenceOf: (id) => chosen.get(id) ?? names.numberOf(id),
  };
}
