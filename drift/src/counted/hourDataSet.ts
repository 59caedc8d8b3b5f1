import { columnPair, type DataSet, emptyColumn, type PreparedNumbers, type ReadType, usableRows } from '@modelmonitor/tables';
import {
  type CountedColumn,
  countedDataSet,
  countedNumbers,
  type FeatureCounts,
  type HourCounts,
  type HourFeature,
  type HourPlan,
  withExtremes,
} from '@modelmonitor/tables/counted';
import { methodFor } from '../methods/chooseMethod.ts';
import { methodNamed } from '../methods/driftMethods.ts';
import type { CheckSettings } from '../report/checkSettings.ts';

export interface HourInput {
  readonly counts: HourCounts;
  readonly plan: HourPlan;
  readonly reference: DataSet;
  readonly settings: CheckSettings;
}

/** A side of a comparison from counts of hours, and how coarse it is. */
export interface HourSide {
  readonly dataSet: DataSet;
  /** Largest share of a feature's rows between two edges: distribution functions are known up to it. */
  readonly resolution: number;
}

/**
 * Counts of hours as the current side. Numbers between two edges are represented by their mean: counts of distinct values, as up to a thousand
 * of the reference have them, are exact; else distribution functions and bins are known up to the share of the rows between two edges.
 */
export function hourDataSet({ counts, plan, reference, settings }: HourInput): HourSide {
  let resolution = 0;
  const columns = plan.features.map((feature, index): CountedColumn => {
    const found = counts.features[index] as FeatureCounts;
    const type = reference.look(feature.name)?.type ?? feature.type;
    if (found.type === 'numeric') {
      const column = numbersOf(found, feature);
      resolution = Math.max(resolution, coarseness(found, feature));
      return { name: feature.name, type: 'numeric', column, ...reasonOf(feature.name, column, { reference, settings }) };
    }
    return categories(feature.name, type, { rows: counts.rows, ...found });
  });
  return { dataSet: countedDataSet(counts.rows, columns), resolution };
}

function numbersOf(found: Extract<FeatureCounts, { type: 'numeric' }>, feature: HourFeature): PreparedNumbers {
  const { rows, missing, infinite } = found.range;
  if (rows === missing + infinite) return { type: 'numeric', rows, missing, infinite, sorted: new Float64Array() };
  return countedNumbers(withExtremes(found, feature), found.range);
}

/** Beyond the reference its distribution function is constant, and nothing is lost. */
function coarseness({ counts, ties }: Extract<FeatureCounts, { type: 'numeric' }>, { edges, minimum, maximum }: HourFeature): number {
  const rows = counts.reduce((sum, count) => sum + count, 0);
  const between = counts.map((count, index) => {
    const edge = edges[index - 1] ?? Number.NEGATIVE_INFINITY;
    return edge >= minimum && edge < maximum ? count - (ties[index] as number) : 0;
  });
  return rows === 0 ? 0 : Math.max(...between) / rows;
}

/** Why a method cannot be computed from counts of hours. */
function reasonOf(
  name: string,
  current: PreparedNumbers,
  { reference, settings }: Pick<HourInput, 'reference' | 'settings'>,
): Pick<CountedColumn, 'reason'> {
  const before = reference.column(name, 'numeric');
  const pair = before === undefined ? undefined : columnPair(before, current);
  if (pair === undefined || current.counted?.isComplete !== false || usableRows(pair.reference) === 0) return {};
  const { method } = methodFor(name, pair, settings.methods);
  if (methodNamed(method).fromCounts !== undefined) return {};
  return { reason: `${method} needs the rows of every distinct value, which counts of hours do not have; window.counts rows has them` };
}

function categories(
  name: string,
  type: ReadType,
  { rows, missing, counts }: { rows: number; missing: number; counts: ReadonlyMap<string, number> | undefined },
): CountedColumn {
  if (counts !== undefined) return { name, type, column: { type: 'categorical', rows, counts, missing, infinite: 0 } };
  const reason = 'it has too many categories for counts of hours; window.counts rows compares it';
  return { name, type, column: emptyColumn('categorical', rows), reason };
}
