import type { ReadType } from '../readType.ts';

/** How one side of a comparison would read a column if there were no other side. */
export interface ColumnLook {
  readonly type: ReadType;
  /** Whether its values have that type already, as those of a window and of a profile have; a file can still be read another way. */
  readonly isFixed: boolean;
  /** Another type that values which are fixed have too, as whole numbers of a profile are categories and numbers. */
  readonly alsoFits?: ReadType;
}

export interface ColumnLooks {
  /** The type that a user or a resource states. */
  readonly given?: ReadType | undefined;
  /** Absent where a side lacks the column. */
  readonly reference?: ColumnLook | undefined;
  readonly current?: ColumnLook | undefined;
}

/**
 * The type that a column has on both sides: the given one, else that of the reference. The only place where the types of two sides meet.
 *
 * @example
 * columnType({ reference: { type: 'integer', isFixed: false }, current: { type: 'numeric', isFixed: false } }) // => 'integer'
 */
export function columnType({ given, reference, current }: ColumnLooks): ReadType {
  if (given !== undefined) return given;
  if (reference === undefined) return current?.type ?? 'categorical';
  return current?.isFixed === true && current.type === reference.alsoFits ? current.type : reference.type;
}
