import type { SourceClock, SourcePlace } from '@modelmonitor/sources';
import { DriftDataError, PROFILE_HAS_NO_ROWS, readReferenceProfile } from '@modelmonitor/tables';
import { readConfiguration } from './configuration.ts';
import { readReference, visibleFeatures } from './reference.ts';

/** Rows of the reference that explanations are measured against. */
export interface BackgroundAnswer {
  readonly rows: number;
  /** Values by feature, as strict JSON has them: null for a missing value, and for one that is not finite. Redacted features are left out. */
  readonly features: Readonly<Record<string, readonly (number | string | null)[]>>;
}

/** More rows would say little more and take long to hand over. */
const MOST_ROWS = 1000;

/** At most 1,000 rows of a monitor's reference, evenly spaced. */
export async function backgroundJob(place: SourcePlace, clock: SourceClock): Promise<BackgroundAnswer> {
  const configuration = await readConfiguration(place, clock);
  if ((await readReferenceProfile(configuration.referencePath)) !== undefined)
    throw new DriftDataError(`explanations need rows of the reference, and ${PROFILE_HAS_NO_ROWS}`);
  const reference = await readReference(configuration);
  const rows = Math.min(reference.rows, MOST_ROWS);
  const visible = new Set(visibleFeatures(configuration));
  const features = reference.columns
    .filter(({ name }) => visible.has(name))
    .map(({ name, values }) => [
      name,
      Array.from({ length: rows }, (_, row) => strict(values[Math.floor((row * reference.rows) / rows)] ?? null)),
    ]);
  return { rows, features: Object.fromEntries(features) };
}

function strict(value: number | string | null): number | string | null {
  return typeof value === 'number' && !Number.isFinite(value) ? null : value;
}
