import type { PageRow } from './collectRows.ts';

/** A cell of a row: a number, a category, or null for a missing value. */
export type RowValue = number | string | null;

/** A captured row as it is shown. */
export interface DescribedRow {
  readonly id: string;
  readonly time: string;
  readonly version: string;
  readonly features: Readonly<Record<string, RowValue>>;
  readonly prediction: RowValue;
  readonly probabilities?: Readonly<Record<string, number | null>>;
  /** The label; null while there is none. */
  readonly actual: RowValue;
  /** When the label arrived, where that is known. */
  readonly labelledAt: string | null;
}

/** Describes a row, by the names that its contract gives to its numbers. */
export function describeRow({ page, row }: PageRow): DescribedRow {
  const { contract, ids, times, versions, predictions, probabilities, actuals, labelTimes } = page;
  const { classes } = contract;
  const prediction = predictions[row] as number;
  const labelTime = labelTimes[row] as number;
  const hasProbabilities = classes.length > 0 && !Number.isNaN(probabilities[row * classes.length]);
  return {
    id: ids[row] as string,
    time: new Date(times[row] as number).toISOString(),
    version: versions[row] as string,
    features: Object.fromEntries(contract.features.map(({ name }, feature) => [name, cellOf({ page, row }, feature)])),
    prediction: classes.length === 0 ? prediction : (classes[prediction] ?? null),
    ...(hasProbabilities
      ? { probabilities: Object.fromEntries(classes.map((name, place) => [name, finite(probabilities[row * classes.length + place])])) }
      : {}),
    actual: actuals[row] ?? null,
    labelledAt: Number.isNaN(labelTime) ? null : new Date(labelTime).toISOString(),
  };
}

function cellOf({ page, row }: PageRow, feature: number): RowValue {
  const { contract, features, unseen } = page;
  const { categories } = contract.features[feature] as (typeof contract.features)[number];
  const cell = features[row * contract.features.length + feature] as number;
  if (categories === undefined) return finite(cell);
  if (Number.isNaN(cell)) return null;
  return categories[cell] ?? unseen.find((one) => one.row === row && one.feature === feature)?.text ?? null;
}

/** JSON has no NaN and no infinity. */
function finite(value: number | undefined): number | null {
  return value === undefined || !Number.isFinite(value) ? null : value;
}
