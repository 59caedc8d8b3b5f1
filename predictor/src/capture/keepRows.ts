import type { Predictions } from '@modelmonitor/models';
import type { RecordedRows, RowContract } from '@modelmonitor/store';
import type { Contract } from '../contract/contract.ts';
import type { UnseenCell } from '../contract/refusedRow.ts';
import type { CaptureAccount } from './captureAccount.ts';
import type { CaptureRing } from './captureRing.ts';
import type { RefusedRows } from './refusedRows.ts';
import type { WaitingLabels } from './waitingLabels.ts';

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

/** Ids of predicted rows: internally an increasing number, externally a text; neither direction needs an index that grows with the traffic. */
export interface RowIds {
  /** Name and key of the ids that are given. */
  readonly series: string;
  /** Takes the next numbers. @returns the first of them */
  take(count: number): number;
  /** The number of the next restored row, in the order of `restored`. */
  takeRestored(): number;
  /**
   * Remembers the id that a caller chose for a row; beyond the bound the oldest is forgotten.
   *
   * @returns whether an earlier row had the id: it now belongs to this one
   */
  name(sequence: number, id: string): boolean;
  idOf(sequence: number): string;
  sequenceOf(id: string): number | undefined;
}

/** What a buffer consists of. */
export interface CaptureParts {
  readonly contract: Contract;
  /** The same for a store, without redacted features. */
  readonly rowContract: RowContract;
  readonly account: CaptureAccount;
  readonly ring: CaptureRing;
  /** Rows that were refused for an unseen category. */
  readonly refused: RefusedRows;
  readonly ids: RowIds;
  /** Versions, which rows refer to by index. */
  readonly versions: string[];
}

/** Rows of one response on their way into the buffer and the store. */
interface NumberedRows extends AnsweredRows {
  /** Number of the first row. */
  readonly first: number;
  readonly count: number;
  readonly time: number;
  readonly idOf: (row: number) => string;
  /** Indices of the rows that are captured, all when undefined. */
  readonly selected: readonly number[] | undefined;
  /** Most rows that the buffer keeps. */
  readonly most: number;
  /** Whether a store keeps the rows that the buffer cannot. */
  readonly isStored: boolean;
  readonly waiting: WaitingLabels;
}

/** Appends rows to the buffer: of a batch that is larger, the last ones. */
export function keepInRing(parts: CaptureParts, answer: NumberedRows): void {
  const { account, ring, refused, versions } = parts;
  const { rows, predictions, version, unseen = [], callerId, first, count, time, idOf, selected, most, isStored } = answer;
  const surplus = Math.max(0, count - most);
  let nextUnseen = 0;
  const captured = selected?.length ?? count;
  for (let index = 0; index < captured; index++) {
    const row = selected?.[index] ?? index;
    if (row < surplus) {
      if (isStored) account.captured++;
      else account.dropped.batch_larger_than_buffer++;
      continue;
    }
    const start = appendRow(ring, { rows, row, predictions, version: placeOf(versions, version), sequence: first + row, time });
    while ((unseen[nextUnseen]?.row ?? row) < row) nextUnseen++;
    for (; unseen[nextUnseen]?.row === row; nextUnseen++) refused.unseen.write(unseen[nextUnseen] as UnseenCell, ring.cells, start);
    if (callerId !== undefined) nameRow(parts, idOf(row), { sequence: first + row, waiting: answer.waiting });
    account.captured++;
  }
}

/** Remembers a chosen id, and joins the label that waits for it. */
function nameRow(parts: CaptureParts, id: string, { sequence, waiting }: { sequence: number; waiting: WaitingLabels }): void {
  const { account, contract, ids, ring } = parts;
  if (ids.name(sequence, id)) account.repeatedIds++;
  const actual = waiting.size() === 0 ? undefined : waiting.take(id);
  const cell = actual === undefined ? Number.NaN : cellOfActual(contract, actual);
  if (!Number.isNaN(cell)) labelRow(parts, ring.size - 1, cell);
}

export function labelRow({ account, ring }: CaptureParts, place: number, actual: number): 'joined' | 'changed' {
  const stored = ring.at(place);
  const before = stored[ring.layout.actual] as number;
  stored[ring.layout.actual] = actual;
  account.labelled++;
  return Number.isNaN(before) || before === actual ? 'joined' : 'changed';
}

/** The same rows as a store takes them. */
export function rowsForStore({ contract, rowContract, ring, ids }: CaptureParts, answer: NumberedRows): RecordedRows {
  const { rows, predictions, version, unseen = [], callerId, first, time, idOf, selected } = answer;
  const recorded = {
    contract: rowContract,
    cells: rows,
    width: contract.features.length,
    kept: ring.layout.kept,
    predictions: predictions.values,
    probabilities: predictions.probabilities,
    version,
    time,
    series: ids.series,
    firstNumber: first,
    unseen,
  };
  // Most requests need no copy.
  if (selected === undefined && callerId === undefined) return recorded;
  return { ...recorded, ...(selected === undefined ? {} : { selected }), ...(callerId === undefined ? {} : { chosenId: idOf }) };
}

/** What a stored row holds for a label; NaN for a class that the model does not have any more. */
function cellOfActual({ classes }: Contract, actual: string | number): number {
  if (classes.length === 0) return Number(actual);
  const place = classes.indexOf(String(actual));
  return place < 0 ? Number.NaN : place;
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
