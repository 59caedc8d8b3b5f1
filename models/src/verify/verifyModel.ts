import type { Model, ModelContract, Predictions } from '../model.ts';
import type { VerifyRow } from './readVerifyRows.ts';
import { VerificationError } from './verificationError.ts';

/** Difference of a probability, and of a value relative to its size (at least 1), that is none: float32 models repeat themselves to 1e-6. */
const defaultTolerance = { classification: 1e-5, regression: 1e-5 } as const;

export interface VerifyOptions {
  readonly rows: readonly VerifyRow[];
  /** Largest difference of a probability, or of a value relative to its size (at least 1); `defaultTolerance` when absent. */
  readonly tolerance?: number | undefined;
}

/**
 * Predicts rows whose predictions are known and compares.
 *
 * @throws VerificationError that names the first row that differs, what was expected and what the model predicts
 */
export async function verifyModel(model: Model, contract: ModelContract, { rows, tolerance }: VerifyOptions): Promise<void> {
  const inputs = inputsOf(model, contract, rows);
  const predictions = await model.predict(inputs, rows.length);
  const allowed = tolerance ?? defaultTolerance[contract.task];
  const differences = rows.flatMap((row, index) => {
    const difference =
      contract.task === 'regression'
        ? valueDifference(row, predictions.values[index] as number, allowed)
        : classDifference({ row, index, predictions, contract }, allowed);
    return difference === undefined ? [] : [`verify row ${index + 1} of ${rows.length}: ${difference}`];
  });
  const [first] = differences;
  if (first === undefined) return;
  const others = differences.length === 1 ? '' : `; ${differences.length} of ${rows.length} rows differ`;
  throw new VerificationError(`the model does not reproduce its recorded predictions: ${first}${others}`);
}

function valueDifference({ prediction }: VerifyRow, got: number, tolerance: number): string | undefined {
  if (!Number.isFinite(got)) return `expected a finite number, got ${got}`;
  if (prediction === undefined) return undefined;
  const expected = Number(prediction);
  const allowed = tolerance * Math.max(1, Math.abs(expected));
  return Math.abs(got - expected) <= allowed ? undefined : `expected ${prediction} (± ${Number(allowed.toPrecision(6))}), got ${got}`;
}

interface PredictedRow {
  readonly row: VerifyRow;
  readonly index: number;
  readonly predictions: Predictions;
  readonly contract: ModelContract;
}

function classDifference({ row, index, predictions, contract: { classes } }: PredictedRow, tolerance: number): string | undefined {
  const label = predictions.values[index] as number;
  const got = predictions.probabilities?.subarray(index * classes.length, (index + 1) * classes.length);
  if (classes[label] === undefined) return `expected one of the classes ${classes.join(', ')}, got class ${label}`;
  const wrong = got?.find((share) => !Number.isFinite(share));
  if (wrong !== undefined) return `expected finite probabilities, got ${wrong}`;
  for (const [name, expected] of Object.entries(row.probabilities ?? {})) {
    const at = positionOf(name, classes);
    if (at === undefined) return `expected a probability of class ${JSON.stringify(name)}, got the classes ${classes.join(', ')}`;
    const share = got?.[at];
    if (share === undefined) return `expected probability ${expected} of class ${JSON.stringify(name)}, got a model without probabilities`;
    if (Math.abs(share - expected) > tolerance)
      return `expected probability ${expected} of class ${JSON.stringify(name)} (± ${tolerance}), got ${share}`;
  }
  if (row.prediction === undefined) return undefined;
  const expected = positionOf(row.prediction, classes);
  if (expected === label) return undefined;
  // Two classes that are as likely as each other: either may be the predicted one.
  if (got !== undefined && expected !== undefined && Math.abs((got[expected] as number) - (got[label] as number)) <= 2 * tolerance)
    return undefined;
  return `expected class ${JSON.stringify(row.prediction)}, got ${JSON.stringify(classes[label])}`;
}

/** Rows as the model takes them. @throws VerificationError for a feature that the resource does not have */
function inputsOf({ categories }: Model, { features }: ModelContract, rows: readonly VerifyRow[]): Float64Array {
  const names = new Set(features.map(({ name }) => name));
  const inputs = new Float64Array(rows.length * features.length);
  for (const [index, row] of rows.entries()) {
    const unknown = Object.keys(row.features).find((name) => !names.has(name));
    if (unknown !== undefined)
      throw new VerificationError(
        `verify row ${index + 1}: expected the features ${[...names].join(', ')}, got ${JSON.stringify(unknown)} too`,
      );
    for (const [column, { name, type }] of features.entries()) {
      const value = Object.hasOwn(row.features, name) ? row.features[name] : null;
      const list = Object.hasOwn(categories, name) ? categories[name] : undefined;
      const cell = cellOf(value, type === 'categorical' ? (list ?? []) : undefined);
      if (cell === undefined)
        throw new VerificationError(
          `verify row ${index + 1}: feature ${JSON.stringify(name)}: expected a number or null, got ${JSON.stringify(value)}`,
        );
      inputs[index * features.length + column] = cell;
    }
  }
  return inputs;
}

/** A missing value is NaN; a category its index, the length of the list for an unknown one; undefined for a text that is no number. */
function cellOf(value: VerifyRow['features'][string] | undefined, categories: readonly string[] | undefined): number | undefined {
  if (value === null || value === undefined) return Number.NaN;
  if (categories !== undefined) return positionOf(value, categories) ?? categories.length;
  if (typeof value === 'string' && value.trim() === '') return Number.NaN;
  return Number.isNaN(Number(value)) ? undefined : Number(value);
}

/** Position of a name in a list, in its own spelling or as the same number: 1 is "1.0". */
function positionOf(value: string | number | boolean, names: readonly string[]): number | undefined {
  const text = String(value);
  const exact = names.indexOf(text);
  if (exact >= 0) return exact;
  const lowered = names.findIndex((name) => (typeof value === 'boolean' ? name.toLowerCase() === text : isSameNumber(name, text)));
  return lowered < 0 ? undefined : lowered;
}

function isSameNumber(one: string, other: string): boolean {
  return one.trim() !== '' && other.trim() !== '' && Number(one) === Number(other);
}
