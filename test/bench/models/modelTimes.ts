import { join } from 'node:path';
import type { BenchContext } from '../benchContext.ts';
import { commandOutput } from '../commandOutput.ts';
import { ratioText } from '../figureText.ts';
import { median } from '../median.ts';
import { type Figure, figure, metIf } from '../outcome.ts';
import { interleave, pairedRatio } from '../rounds.ts';
import { nodeCommand } from './nodeCommand.ts';

/** Processor time in process. */
interface Times {
  /** Microseconds per call with one row, */
  readonly one: number;
  /** milliseconds per call with 1,000 rows. */
  readonly thousand: number;
}

interface Comparison {
  readonly what: string;
  readonly of: keyof Times;
  readonly ours: string;
  readonly peer: string;
  readonly goal?: number;
}

const names = {
  forest: 'random forest of 100 trees (skops)',
  xgboost: 'XGBoost, 500 trees of depth 6',
  lightgbm: 'LightGBM, 500 trees of 31 leaves',
  forestPeer: 'onnxruntime-node, the forest converted',
  xgboostOnnx: 'onnxruntime-node, the model converted',
  xgboostOwn: 'XGBoost inplace_predict (Python)',
  lightgbmOwn: 'LightGBM Booster.predict (Python)',
} as const;

const comparisons: readonly Comparison[] = [
  { what: `one row, ${names.forest}`, of: 'one', ours: names.forest, peer: names.forestPeer, goal: 0.15 },
  { what: `one row, ${names.xgboost}`, of: 'one', ours: names.xgboost, peer: names.xgboostOnnx, goal: 0.4 },
  { what: `one row, ${names.xgboost}`, of: 'one', ours: names.xgboost, peer: names.xgboostOwn },
  { what: `one row, ${names.lightgbm}`, of: 'one', ours: names.lightgbm, peer: names.lightgbmOwn, goal: 0.4 },
  { what: `1,000 rows, ${names.forest}`, of: 'thousand', ours: names.forest, peer: names.forestPeer, goal: 1.2 },
  { what: `1,000 rows, ${names.xgboost}`, of: 'thousand', ours: names.xgboost, peer: names.xgboostOnnx, goal: 1.2 },
  { what: `1,000 rows, ${names.xgboost}`, of: 'thousand', ours: names.xgboost, peer: names.xgboostOwn, goal: 2.5 },
  { what: `1,000 rows, ${names.lightgbm}`, of: 'thousand', ours: names.lightgbm, peer: names.lightgbmOwn },
];

interface Peers {
  /** Interpreter with the libraries. */
  readonly python: string;
  /** onnxruntime-node, as a file to import. */
  readonly onnxRuntime: string;
}

/** One row and 1,000 rows in process, beside onnxruntime and the libraries; each measurement is a process of its own on one core. */
export async function modelTimes({ folder, pinning, quick, write }: BenchContext, { python, onnxRuntime }: Peers): Promise<Figure[]> {
  const node = (model: string, rows: string, ...more: string[]) =>
    nodeCommand('timeModel.ts', [join(folder, model), join(folder, `${rows}-rows.json`), ...more]);
  const library = (name: string) => [python, join(import.meta.dirname, '../python/models_time.py'), name, folder];
  const commands = new Map<string, readonly string[]>([
    [names.forest, node('forest.skops', 'forest')],
    [names.forestPeer, node('forest.onnx', 'forest', onnxRuntime)],
    [names.xgboost, node('xgboost.ubj', 'xgboost')],
    [names.xgboostOnnx, node('xgboost.onnx', 'xgboost', onnxRuntime)],
    [names.xgboostOwn, library('xgboost')],
    [names.lightgbm, node('lightgbm.txt', 'lightgbm')],
    [names.lightgbmOwn, library('lightgbm')],
  ]);
  const measure = (name: string, command: readonly string[]) => async (): Promise<Times> => {
    const times: Times = JSON.parse(await commandOutput(pinning.server(command), { timeoutMilliseconds: 120_000 }));
    write(`  ${name}: one row ${times.one.toFixed(1)} µs, 1,000 rows ${times.thousand.toFixed(2)} ms\n`);
    return times;
  };
  const measured = await interleave(new Map([...commands].map(([name, command]) => [name, measure(name, command)])), quick ? 2 : 5);
  return comparisons.map(({ what, of, ours, peer, goal }) => {
    const [own, other] = [ours, peer].map((name) => (measured.get(name) ?? []).map((times) => times[of])) as [number[], number[]];
    const text = (values: readonly number[]) => (of === 'one' ? `${median(values).toFixed(1)} µs` : `${median(values).toFixed(2)} ms`);
    const ratio = pairedRatio(own, other);
    const parts = { what, ours: text(own), peer: `${peer}: ${text(other)}`, ratio: ratioText(ratio) };
    return figure(goal === undefined ? parts : { ...parts, goal: `≤ ${goal}`, met: metIf(ratio <= goal) });
  });
}
