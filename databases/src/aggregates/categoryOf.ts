import type { RelationColumn } from './relation.ts';

/** The category of a value; null where it is missing. */
export function categoryOf({ categories }: RelationColumn, value: unknown, other: unknown): string | null {
  if (typeof other === 'string') return other;
  if (value === null || value === undefined || Number.isNaN(value)) return null;
  if (typeof value !== 'number') return String(value);
  return categories === undefined ? String(value) : (categories[value] ?? null);
}
