import type { CategoricalProfile } from './profile.ts';

/** A column whose values cannot be used, and why: none of them is in the profile. */
export function unknownColumn({
  name,
  rows,
  missing,
  reason,
}: {
  name: string;
  rows: number;
  missing: number;
  reason: string;
}): CategoricalProfile {
  const used = rows - missing;
  const frequent = { rows: used, counts: new Map<string, number>(), countError: 0, largestUnlisted: used };
  return { name, type: 'categorical', missing, nature: 'text', reason, frequent };
}
