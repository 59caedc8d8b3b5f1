import type { ProblemKind, RefusedValue } from '../problem.ts';
import type { ContractFeature } from './contract.ts';

/** What is wrong with one value, if anything. */
export function refusedCell(value: unknown, feature: ContractFeature, pointer: string): RefusedValue | undefined {
  const kind = kindOf(value, feature);
  return kind === undefined ? undefined : { pointer, feature: feature.name, kind, wanted: wantedOf(feature), got: got(value) };
}

/** What a feature takes, in words. */
export function wantedOf({ type, minimum, maximum, optional, categories }: ContractFeature): string {
  const or = optional ? ' or null' : '';
  if (type === 'categorical') {
    const listed = categories.slice(0, 10).map((category) => JSON.stringify(category));
    return `one of ${listed.join(', ')}${categories.length > 10 ? `, … (${categories.length})` : ''}${or}`;
  }
  const lower = Number.isFinite(minimum) ? ` ≥ ${minimum}` : '';
  const upper = Number.isFinite(maximum) ? ` ≤ ${maximum}` : '';
  return `a number${lower}${lower !== '' && upper !== '' ? ' and' : ''}${upper}${or}`;
}

/** A value as a message shows it. */
export function got(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'number') return String(value);
  const text = JSON.stringify(outline(value, 2)) ?? typeof value;
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

/** The first members, two levels deep: what came may be nested deeper than the stack. */
function outline(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return value.slice(0, 80);
  if (value === null || typeof value !== 'object') return value;
  if (depth === 0) return '…';
  if (Array.isArray(value)) return value.slice(0, 20).map((item) => outline(item, depth - 1));
  const entries = Object.entries(value).slice(0, 20);
  return Object.fromEntries(entries.map(([name, item]) => [name.slice(0, 80), outline(item, depth - 1)]));
}

function kindOf(value: unknown, { type, minimum, maximum, optional, categories }: ContractFeature): ProblemKind | undefined {
  if (value === undefined || value === null) return optional ? undefined : 'missing_feature';
  if (type === 'categorical') {
    if (typeof value !== 'string') return 'wrong_type';
    return categories.includes(value) ? undefined : 'unknown_category';
  }
  if (typeof value !== 'number') return 'wrong_type';
  if (!Number.isFinite(value)) return 'not_finite';
  return value >= minimum && value <= maximum ? undefined : 'out_of_range';
}
