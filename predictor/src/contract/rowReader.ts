import { clippedText, ownValue } from '@modelmonitor/api/plain';
import { refusal } from '../problem.ts';
import { type CellReader, compileCell, refused } from './cellReader.ts';
import type { Contract, ContractFeature } from './contract.ts';
import type { RefusedRow, UnseenCell } from './refusedRow.ts';
import { rowRefusals } from './rowRefusals.ts';
import { withoutIgnored } from './withoutIgnored.ts';

/** Source and target of a row. */
interface RowPlace {
  /** Row-major matrix that is filled. */
  readonly rows: Float64Array;
  /** Row to fill. */
  readonly row: number;
  /** JSON pointer of the row in the body, for messages. */
  readonly pointer: string;
  /** Takes the categories that the model predicts without knowing them. */
  readonly unseen: UnseenCell[];
}

/**
 * Reads one row, in the array or the named form, into a matrix; a categorical value becomes its index, the number of categories when it is
 * none of them and the model predicts such; a missing one NaN.
 */
export type RowReader = (value: unknown, place: RowPlace) => void;

/** Longest unseen category that is kept, in characters. */
const longestUnseen = 256;

/**
 * Compiles the reader of a contract: one closure per feature, one pass per row, no allocation while values are good.
 * Only when a value is refused is the row read again, to list everything that is wrong with it.
 *
 * @throws ProblemError (422) naming each feature, what was expected and what was received
 */
export function compileRowReader(contract: Contract): RowReader {
  const cells = contract.features.map(compileCell);
  const reads = cells.map(readerOf);
  const names = contract.features.map(({ name }) => name);
  const { ignored = [] } = contract;
  const readable = ignored.length === 0 ? undefined : withoutIgnored(ignored, names);
  const predicting = contract.features.flatMap(({ unseen }, index) => (unseen === 'predict' ? [index] : []));
  const known = new Set([...names, ...ignored]);
  const readRow: RowReader = (given, place) => {
    const value = readable === undefined ? given : readable(given);
    const offset = place.row * reads.length;
    const whole = Array.isArray(value)
      ? readArray(value, reads, { rows: place.rows, offset })
      : readNamed(value, { reads, names, rows: place.rows, offset });
    if (!whole) {
      const renamed = withoutBlanks(given, known);
      if (!Object.is(renamed, given)) return readRow(renamed, place);
      throw refusalOf(value, { contract, cells, place });
    }
    for (let predicted = 0; predicted < predicting.length; predicted++) {
      const index = predicting[predicted] as number;
      if (place.rows[offset + index] !== (contract.features[index] as ContractFeature).categories.length) continue;
      place.unseen.push(cellOfUnseen(value, { row: place.row, index, contract }));
    }
  };
  return readRow;
}

/** A row by name without blanks around names that are known without them; the same object where there is none. */
function withoutBlanks(row: unknown, known: ReadonlySet<string>): unknown {
  if (row === null || typeof row !== 'object' || Array.isArray(row)) return row;
  const nameOf = (name: string) => (!known.has(name) && known.has(name.trim()) && !Object.hasOwn(row, name.trim()) ? name.trim() : name);
  if (Object.keys(row).every((name) => nameOf(name) === name)) return row;
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [nameOf(name), value]));
}

type Read = (value: unknown) => number | typeof refused;

/** Reads a cell: a look-up or a comparison for usual values. */
function readerOf({ feature, readOther }: CellReader): Read {
  const { type, minimum, maximum, categories } = feature;
  if (type === 'categorical') {
    const indexOf = new Map<unknown, number>(categories.map((category, index) => [category, index]));
    return (value) => indexOf.get(value) ?? readOther(value);
  }
  return (value) => {
    if (typeof value === 'number') return value >= minimum && value <= maximum && Number.isFinite(value) ? value : refused;
    return readOther(value);
  };
}

interface Target {
  readonly rows: Float64Array;
  readonly offset: number;
}

function readArray(values: readonly unknown[], reads: readonly Read[], { rows, offset }: Target): boolean {
  if (values.length !== reads.length) return false;
  for (let index = 0; index < reads.length; index++) {
    const cell = (reads[index] as Read)(values[index]);
    if (cell === refused) return false;
    rows[offset + index] = cell;
  }
  return true;
}

function readNamed(value: unknown, { reads, names, rows, offset }: Target & { reads: readonly Read[]; names: readonly string[] }): boolean {
  if (value === null || typeof value !== 'object') return false;
  let present = 0;
  for (let index = 0; index < reads.length; index++) {
    const name = names[index] as string;
    // `constructor` and its like would be found on the prototype.
    const item = Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
    if (item !== undefined) present++;
    const cell = (reads[index] as Read)(item);
    if (cell === refused) return false;
    rows[offset + index] = cell;
  }
  return Object.keys(value).length === present;
}

/** A row that is refused. */
interface BadRow {
  readonly contract: Contract;
  readonly cells: readonly CellReader[];
  readonly place: RowPlace;
}

function refusalOf(value: unknown, { contract, cells, place }: BadRow) {
  const errors = rowRefusals(value, cells, place.pointer);
  const onlyUnseen = errors.length > 0 && errors.every(({ kind }) => kind === 'unknown_category');
  return refusal(errors, onlyUnseen ? { refusedRows: [rowToKeep(value, contract, cells)] } : {});
}

function rowToKeep(value: unknown, contract: Contract, cells: readonly CellReader[]): RefusedRow {
  const values = Float64Array.from(cells, (cell, index) => {
    const number = readerOf(cell)(valueAt(value, cell.feature.name, index));
    return number === refused ? cell.feature.categories.length : number;
  });
  const unseen = contract.features.flatMap(({ type, categories }, index) =>
    type === 'categorical' && values[index] === categories.length ? [cellOfUnseen(value, { row: 0, index, contract })] : [],
  );
  return { contract, cells: values, unseen, kept: unseen.every(({ feature }) => contract.features[feature]?.unseen !== 'refuse') };
}

function cellOfUnseen(value: unknown, { row, index, contract }: { row: number; index: number; contract: Contract }): UnseenCell {
  const { name } = contract.features[index] as ContractFeature;
  return { row, feature: index, text: clippedText(String(valueAt(value, name, index)), longestUnseen) };
}

/** The value of a feature in either form of a row. */
function valueAt(value: unknown, name: string, index: number): unknown {
  return Array.isArray(value) ? value[index] : ownValue(value as Record<string, unknown>, name);
}
