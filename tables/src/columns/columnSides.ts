import type { ColumnLook, DataSets } from '../dataSet.ts';
import type { ReadType } from '../readType.ts';
import { natureToCompare } from './columnNature.ts';
import { commonCategories } from './commonCategories.ts';
import type { PreparedColumn } from './prepareColumn.ts';

/** A column of both sides; undefined where a side has none of that name. */
export interface ColumnSides {
  readonly name: string;
  readonly reference: PreparedColumn | undefined;
  readonly current: PreparedColumn | undefined;
  /** Rows of each side, for a column that one of them lacks. */
  readonly rows: { readonly reference: number; readonly current: number };
  /** The type that both sides were read in; absent where no side has the column. */
  readonly type?: ReadType;
  /** Why the sides cannot be compared although both have the column. */
  readonly reason?: string;
  /** What a user should know of how the column was read, for the warnings of a report: a notation, cells left out. */
  readonly notes?: readonly string[];
}

export interface ColumnLooks {
  /** The type that a user or a resource states. */
  readonly given?: ReadType | undefined;
  /** Absent where a side lacks the column. */
  readonly reference?: ColumnLook | undefined;
  readonly current?: ColumnLook | undefined;
}

/**
 * The type that a column has on both sides: the given one, else that of the reference if it has a value. The only place where the types of two sides meet.
 *
 * @example
 * columnType({ reference: { type: 'integer', isFixed: false }, current: { type: 'numeric', isFixed: false } }) // => 'integer'
 */
export function columnType({ given, reference, current }: ColumnLooks): ReadType {
  if (given !== undefined) return given;
  if (reference === undefined) return current?.type ?? 'categorical';
  if (reference.isEmpty === true && current !== undefined) return current.type;
  if (reference.alsoFits === 'integer' && current?.type === 'truth') return 'integer';
  return current?.isFixed === true && current.type === reference.alsoFits ? current.type : reference.type;
}

/**
 * A column of both sides, each in the type they have in common. Categories that a profile does not list are one category on both sides: a
 * new category among them is not recognised as new, and shows only in the size of that one.
 */
export function columnSides(name: string, { reference, current }: DataSets): ColumnSides {
  const looks = { reference: reference.look(name), current: current.look(name) };
  const type = columnType(looks);
  const before = reference.column(name, type);
  const after = current.column(name, type);
  const rows = { reference: reference.rows, current: current.rows };
  const sides = { name, reference: before, current: after, rows, type, ...notesOf(looks), ...reasonOf(looks) };
  if (before === undefined || after === undefined || sides.reason !== undefined) return sides;
  if (before.type !== after.type) {
    const hint = reference.kind === 'profile' ? `: create the profile again with modelmonitor profile --types ${name}=${after.type}` : '';
    const origin = reference.kind === 'profile' ? 'profile' : 'reference';
    return { ...sides, reason: `the column is ${before.type} in the ${origin} and ${after.type} in the current data${hint}` };
  }
  if (before.type === 'numeric' || after.type === 'numeric') return sides;
  if (before.uncounted?.nature === 'text' && before.uncounted.texts === undefined) return { ...sides, reason: NO_TEXTS };
  const nature = type === 'time' ? 'time' : type === 'categorical' ? natureToCompare(before) : 'categories';
  return { ...sides, ...commonCategories({ ...before, nature }, { ...after, nature }) };
}

function notesOf({ reference, current }: ColumnLooks): Pick<ColumnSides, 'notes'> {
  const [before, after] = [reference?.notes ?? [], current?.notes ?? []];
  const notes = [
    ...before.map((note) => (after.includes(note) ? `on both sides, ${note}` : `in the reference, ${note}`)),
    ...after.filter((note) => !before.includes(note)).map((note) => `in the current data, ${note}`),
  ];
  return notes.length === 0 ? {} : { notes };
}

function reasonOf({ reference, current }: ColumnLooks): Pick<ColumnSides, 'reason'> {
  if (reference?.reason !== undefined) return { reason: `the column cannot be read in the reference: ${reference.reason}` };
  return current?.reason === undefined ? {} : { reason: `the column cannot be read in the current data: ${current.reason}` };
}

const NO_TEXTS = 'the reference is a profile merged from others, which kept neither the texts nor their properties';
