import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PythonEnvironment } from '../../bench/pythonEnvironment.ts';
import { runProgram } from '../../command.ts';

/** A model that a library logged and registered with the alias champion, and what the library predicts. */
export interface PeerModel {
  readonly name: string;
  readonly run: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (number | string)[])[];
  /** Names of a classification's classes, and their probabilities by row. */
  readonly classes?: readonly string[];
  readonly probabilities?: readonly (readonly number[])[];
  /** Predictions of a regression. */
  readonly values?: readonly number[];
}

/** Names of the models that are the versions 1, 2, … of the registered model `moving`, each of another format. */
export const movingFormats: readonly string[] = ['sklearn-forest', 'xgboost-classifier', 'lightgbm-booster-classifier', 'onnx'];

/** Logs a model of each flavor with the real libraries; or only those that are versions of `moving`. */
export async function logPeerModels(python: PythonEnvironment, trackingURI: string, onlyMoving = false): Promise<readonly PeerModel[]> {
  const file = join(mkdtempSync(join(tmpdir(), 'modelmonitor-peers-')), 'logged.json');
  const environment = { MLFLOW_TRACKING_URI: trackingURI, MLFLOW_DISABLE_TELEMETRY: 'true' };
  await runProgram(python.python, [join(import.meta.dirname, 'log_models.py'), file, ...(onlyMoving ? ['moving'] : [])], {
    environment,
    seconds: 400,
  });
  return JSON.parse(readFileSync(file, 'utf8')) as PeerModel[];
}

/** Writes the rows of a model as CSV, with all digits. @returns the path */
export function writeRows({ columns, rows }: PeerModel): string {
  const file = join(mkdtempSync(join(tmpdir(), 'modelmonitor-rows-')), 'rows.csv');
  writeFileSync(file, `${[columns, ...rows].map((row) => row.join(',')).join('\n')}\n`);
  return file;
}
