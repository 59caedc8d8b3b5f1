import { distinctSketch, isExactFrequent, thinnedFrequent } from '@modelmonitor/stats';
import type { ColumnBudget } from './columnBudget.ts';
import { documentBytes } from './columnDocument.ts';
import { fitSketch } from './fitSketch.ts';
import { fitTexts } from './fitTexts.ts';
import type { CategoricalProfile, ColumnProfile } from './profile.ts';

const LEAST_CATEGORY_BYTES = 4;
const LONGEST_CATEGORY_BYTES = 200;

/** A column cut to its budget: as it is when it fits, else its most telling knots or its most frequent categories. Texts and times are left out. */
export function fitColumn(column: ColumnProfile, budget: ColumnBudget): ColumnProfile {
  if (column.reason !== undefined) return column;
  if (column.type !== 'numeric') return fitCategories(column, budget);
  return { ...column, sketch: fitSketch(column.sketch, budget, (sketch) => documentBytes({ ...column, sketch })) };
}

function fitCategories(column: CategoricalProfile, budget: ColumnBudget): CategoricalProfile {
  const { exactBytes, thinnedBytes, keepsTexts = false } = budget;
  const { frequent } = column;
  const isText = column.nature === 'text';
  const isListed = column.nature === 'categories';
  const isShort = (category: string) => bytesOf(category) <= LONGEST_CATEGORY_BYTES;
  const allShort = frequent.counts.size * LEAST_CATEGORY_BYTES <= exactBytes && frequent.counts.keys().every(isShort);
  const isWhole = isExactFrequent(frequent);
  if (allShort && (isWhole ? keepsTexts || isListed : isListed) && documentBytes(column) <= (isWhole ? exactBytes : thinnedBytes))
    return column;
  if (isText) return fitTexts(column, budget);
  const distinct = column.distinct ?? distinctSketch(frequent.counts.keys());
  // The counts of all that is left out may be longer than the zeros of an exact column: written as they can be at most.
  const { countError, rows } = frequent;
  const bare = { ...column, distinct, frequent: { rows, counts: new Map<string, number>(), countError, largestUnlisted: rows } };
  let freeBytes = thinnedBytes - documentBytes(bare);
  const keeps = (category: string, count: number) => {
    freeBytes -= bytesOf(category) + String(count).length + 2;
    return isListed && freeBytes >= 0;
  };
  return { ...column, distinct, frequent: thinnedFrequent(frequent, keeps, isShort) };
}

function bytesOf(category: string): number {
  return category.length > LONGEST_CATEGORY_BYTES ? category.length : Buffer.byteLength(JSON.stringify(category));
}
