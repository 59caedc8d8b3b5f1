import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { readModel } from '../loadModel.ts';
import type { Model, ModelContract } from '../model.ts';

type Cell = string | number | null;

/** A small model of one kind, and what onnxruntime answers: `models/fixtures/make/make_onnx_kinds.py` wrote it. */
interface OnnxKind extends Pick<ModelContract, 'task' | 'features'> {
  readonly name: string;
  readonly classes?: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  readonly prediction: readonly (string | number)[];
  readonly probabilities?: readonly (readonly (number | null)[])[];
  /** Its bytes as hexadecimal digits, which compress best. */
  readonly file: string;
}

const path = join(import.meta.dirname, '..', '..', 'fixtures', 'onnx-kinds.json.br');
const kinds: readonly OnnxKind[] = JSON.parse(brotliDecompressSync(readFileSync(path)).toString('utf8'));

test.each(kinds)('$name', async ({ task, classes = [], features, rows, prediction, probabilities, file }) => {
  const { description, bind } = await readModel(Buffer.from(file, 'hex'));
  expect(description.task).toBe(task);
  const model = await bind({ task, classes, features });
  const answers = await model.predict(
    Float64Array.from(rows.flatMap((row) => row.map((cell, at) => encode(cell, features[at], model)))),
    rows.length,
  );
  const labels = [...answers.values].map((value) => (task === 'regression' ? value : classes[value]));
  const expected = probabilities?.flat() ?? (task === 'regression' ? (prediction as number[]) : []);
  const got = probabilities === undefined ? labels : [...(answers.probabilities ?? [])];
  expect(expected.flatMap((value, at) => (near(got[at] as number, value) ? [] : [`${at}: expected ${value}, got ${got[at]}`]))).toEqual([]);
  if (task === 'classification') expect(labels).toEqual(prediction);
});

function encode(cell: Cell, feature: OnnxKind['features'][number] | undefined, model: Model): number {
  if (cell === null || feature === undefined) return Number.NaN;
  if (feature.type === 'numeric') return Number(cell);
  const list = model.categories[feature.name] ?? [];
  const index = list.indexOf(String(cell));
  return index < 0 ? list.length : index;
}

function near(got: number, expected: number | null): boolean {
  if (expected === null) return Number.isNaN(got);
  return got === expected || Math.abs(got - expected) <= 2e-6 * Math.max(1, Math.abs(expected));
}
