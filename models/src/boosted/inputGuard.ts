import type { ModelContract, ModelFeature } from '../model.ts';
import { ModelInputError } from '../modelInputError.ts';
import type { BoostedFile } from './boostedFile.ts';

interface GuardedColumn {
  readonly place: number;
  readonly name: string;
  /** Number of categories; absent for a number. */
  readonly count?: number;
  readonly predictsUnseen: boolean;
}

/** Rows as the model takes them, the same ones where nothing has to change; a lenient guard makes missing what it would refuse. @throws ModelInputError */
type InputGuard = (rows: Float64Array, options?: { lenient?: boolean }) => Float64Array;

/**
 * Refuses rows that the training library refuses: numbers beyond float32, categories without a code.
 * A category without a code becomes missing where the contract predicts such rows.
 *
 * @param places per feature of the file: its place in the contract
 */
export function inputGuard(
  { writtenBy, features, refusesBeyondFloat32, missingValue }: BoostedFile,
  contract: ModelContract,
  { places, categories }: { places: readonly number[]; categories: Readonly<Record<string, readonly string[]>> },
): InputGuard {
  const width = contract.features.length;
  const guarded = places.flatMap((place, feature): GuardedColumn[] => {
    const { name, type, unseen } = contract.features[place] as ModelFeature;
    if (type === 'numeric') return refusesBeyondFloat32 === true ? [{ place, name, predictsUnseen: false }] : [];
    if (features[feature]?.unknown !== 'refuse') return [];
    return [
      { place, name, count: Object.hasOwn(categories, name) ? (categories[name]?.length ?? 0) : 0, predictsUnseen: unseen === 'predict' },
    ];
  });
  const numeric = guarded.filter(({ count }) => count === undefined);
  return (given, { lenient = false } = {}) => {
    const rows = missingValue === undefined ? given : markMissing(given, missingValue, { numeric, width });
    let checked = rows;
    for (const column of guarded) {
      for (let cell = column.place; cell < rows.length; cell += width) {
        const value = rows[cell] as number;
        if (isAllowed(column, value)) continue;
        if (!lenient && !column.predictsUnseen) throw refusal(column, { value, row: Math.floor(cell / width), writtenBy });
        if (checked === rows) checked = rows.slice();
        checked[cell] = Number.NaN;
      }
    }
    return checked;
  };
}

/** Rows in which a number that means missing is NaN. */
function markMissing(
  rows: Float64Array,
  missingValue: number,
  { numeric, width }: { numeric: readonly GuardedColumn[]; width: number },
): Float64Array {
  const marked = rows.slice();
  const rounded = Math.fround(missingValue);
  for (const { place } of numeric) {
    for (let cell = place; cell < rows.length; cell += width) if (Math.fround(rows[cell] as number) === rounded) marked[cell] = Number.NaN;
  }
  return marked;
}

function isAllowed({ count }: GuardedColumn, value: number): boolean {
  if (count === undefined) return Math.abs(Math.fround(value)) !== Infinity;
  return value < count || Number.isNaN(value);
}

function refusal(
  { name, count, place }: GuardedColumn,
  { value, row, writtenBy }: { value: number; row: number; writtenBy: string },
): ModelInputError {
  const library = writtenBy.split(' ')[0];
  const message =
    count === undefined
      ? `feature "${name}": expected a number within float32 (up to 3.4e38), which ${library} computes in, got ${value}`
      : `feature "${name}": expected one of the ${count} categories that the model was trained on, got another one, which ${library} refuses as well`;
  return new ModelInputError(message, { row, feature: place });
}
