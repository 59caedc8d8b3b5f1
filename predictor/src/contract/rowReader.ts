import { refusal } from '../problem.ts';
import type { Contract, ContractFeature } from './contract.ts';
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
}

/** Reads one row, in the array or the named form, into a matrix; a categorical value becomes its index, a missing one NaN. */
export type RowReader = (value: unknown, place: RowPlace) => void;

/** What one cell reads as when it has to be refused; any number, NaN for missing included, is a value. */
const refused: unique symbol = Symbol('refused');

type CellReader = (value: unknown) => number | typeof refused;

/**
 * Compiles the reader of a contract: one closure per feature, one pass per row, no allocation while values are good.
 * Only when a value is refused is the row read again, to list everything that is wrong with it.
 *
 * @throws ProblemError (422) naming each feature, what was expected and what was received
 */
export function compileRowReader({ features, ignored = [] }: Contract): RowReader {
  const cells = features.map(cellReader);
  const names = features.map(({ name }) => name);
  const readable = withoutIgnored(ignored, names);
  return (given, place) => {
    const value = readable(given);
    const offset = place.row * cells.length;
    const whole = Array.isArray(value)
      ? readArray(value, cells, { rows: place.rows, offset })
      : readNamed(value, { cells, names, rows: place.rows, offset });
    if (!whole) throw refusal(rowRefusals(value, features, place.pointer));
  };
}

interface Target {
  readonly rows: Float64Array;
  readonly offset: number;
}

function readArray(values: readonly unknown[], cells: readonly CellReader[], { rows, offset }: Target): boolean {
  if (values.length !== cells.length) return false;
  for (let index = 0; index < cells.length; index++) {
    const cell = (cells[index] as CellReader)(values[index]);
    if (cell === refused) return false;
    rows[offset + index] = cell;
  }
  return true;
}

function readNamed(
  value: unknown,
  { cells, names, rows, offset }: Target & { cells: readonly CellReader[]; names: readonly string[] },
): boolean {
  if (value === null || typeof value !== 'object') return false;
  let present = 0;
  for (let index = 0; index < cells.length; index++) {
    const name = names[index] as string;
    // `constructor` and its like would be found on the prototype.
    const item = Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
    if (item !== undefined) present++;
    const cell = (cells[index] as CellReader)(item);
    if (cell === refused) return false;
    rows[offset + index] = cell;
  }
  return Object.keys(value).length === present;
}

function cellReader(feature: ContractFeature): CellReader {
  const { type, minimum, maximum, optional, categories } = feature;
  const missing = optional ? Number.NaN : refused;
  if (type === 'categorical') {
    const indexOf = new Map(categories.map((category, index) => [category, index]));
    return (value) => (value === undefined || value === null ? missing : (indexOf.get(value as string) ?? refused));
  }
  return (value) => {
    if (typeof value === 'number') return value >= minimum && value <= maximum && Number.isFinite(value) ? value : refused;
    return value === undefined || value === null ? missing : refused;
  };
}
