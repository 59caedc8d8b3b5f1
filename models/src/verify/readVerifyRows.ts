import { isObject } from '../document/isObject.ts';
import { VerificationError } from './verificationError.ts';

/** A row, and what the model is expected to predict for it. A row without a prediction is a smoke test: any finite number passes. */
export interface VerifyRow {
  /** Values by feature; a missing one is null or absent. */
  readonly features: Readonly<Record<string, string | number | boolean | null>>;
  /** The class, or the predicted value. */
  readonly prediction?: string | number | boolean;
  /** By class; classes that are not listed are not compared. */
  readonly probabilities?: Readonly<Record<string, number>>;
}

/** Most rows of a file: they are predicted at every load. */
const mostRows = 10_000;

/**
 * Reads a file of recorded predictions, `{"rows": [{"features": {…}, "prediction"?: …, "probabilities"?: {…}}]}`.
 *
 * @throws VerificationError that names the row and what was expected
 */
export function readVerifyRows(bytes: Uint8Array): VerifyRow[] {
  const file = parseJson(bytes);
  const rows = isObject(file) ? file['rows'] : undefined;
  if (!Array.isArray(rows))
    throw new VerificationError('verify rows: expected JSON {"rows": [{"features": {…}, "prediction": …}]}, got no rows');
  if (rows.length === 0 || rows.length > mostRows)
    throw new VerificationError(`verify rows: expected 1 to ${mostRows} rows, got ${rows.length}`);
  for (const [index, row] of rows.entries()) checkRow(row, `verify row ${index + 1}`);
  return rows as VerifyRow[];
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new VerificationError(`verify rows: expected JSON in UTF-8, got other bytes (${(cause as Error).message})`, { cause });
  }
}

function checkRow(row: unknown, where: string): void {
  if (!isObject(row) || !isObject(row['features']))
    throw new VerificationError(`${where}: expected an object with features, got ${textOf(row)}`);
  const { features, prediction, probabilities } = row;
  for (const [name, value] of Object.entries(features as object)) {
    if (value !== null && !isValue(value))
      throw new VerificationError(
        `${where}: expected a number, a text or null for the feature ${JSON.stringify(name)}, got ${textOf(value)}`,
      );
  }
  if (prediction !== undefined && !isValue(prediction))
    throw new VerificationError(`${where}: expected a class or a number as prediction, got ${textOf(prediction)}`);
  if (probabilities === undefined) return;
  if (!isObject(probabilities) || !Object.values(probabilities).every((share) => typeof share === 'number'))
    throw new VerificationError(`${where}: expected probabilities as numbers by class, got ${textOf(probabilities)}`);
}

function isValue(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value));
}

function textOf(value: unknown): string {
  return (JSON.stringify(value) ?? 'nothing').slice(0, 60);
}
