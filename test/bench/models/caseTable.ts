import { join } from 'node:path';
import type { BenchContext } from '../benchContext.ts';
import { commandOutput } from '../commandOutput.ts';
import { mebibytesText } from '../figureText.ts';
import { median } from '../median.ts';
import type { OutcomeTable } from '../outcome.ts';
import type { CaseOutcome, EngineResult } from './engineResult.ts';
import { nodeCommand } from './nodeCommand.ts';
import { packedCases, unpackCases } from './packedCases.ts';

/** Files by format, and the libraries that read them. */
const groups = [
  { files: 'XGBoost', format: 'xgboost', engines: ['xgboost', 'treelite'] },
  { files: 'LightGBM', format: 'lightgbm', engines: ['lightgbm', 'treelite'] },
  { files: 'scikit-learn (skops)', format: 'skops', engines: ['scikit-learn'] },
  { files: 'ONNX', format: 'onnx', engines: ['onnxruntime'] },
  { files: 'CatBoost (JSON)', format: 'catboost', engines: ['catboost'] },
] as const;

/** How the product and the libraries answer the same files: the packed cases of models/fixtures. */
export async function caseTable(context: BenchContext, python: string): Promise<OutcomeTable> {
  const { folder, pinning, write } = context;
  const cases = join(folder, 'cases');
  await unpackCases(cases);
  const run = async (command: readonly string[]): Promise<EngineResult> =>
    // Libraries write warnings to standard output.
    JSON.parse((await commandOutput(pinning.server(command), { timeoutMilliseconds: 600_000 })).trim().split('\n').at(-1) ?? '');
  const rows: string[][] = [];
  for (const { files, format, engines } of groups) {
    const answer = nodeCommand('answerCases.ts', [format]);
    await run(answer);
    const results = new Map([['modelmonitor', await run(answer)]]);
    for (const engine of engines)
      results.set(engine, await run([python, join(import.meta.dirname, '../python/models_cases.py'), engine, cases, format]));
    for (const [engine, result] of results) {
      write(`  ${files}, ${engine}: ${describe(result.cases)}\n`);
      rows.push([files, engine, ...cells(result)]);
    }
  }
  const refused = packedCases().filter(({ testCase }) => testCase.meta.refused !== undefined);
  return {
    caption: [
      'Models that libraries saved (models/fixtures), compared with what the version that saved them answers to 200 rows: the same (exact: within the tolerances of the',
      'fixtures, for libraries 1e-5), an error (refused), or',
      `something else (wrong). ${refused.map(({ testCase }) => testCase.name).join(', ')} are to be refused here. µs: processor time of one row asked alone, the median of`,
      'the models; MiB: resident after all of them, interpreter and libraries included',
    ].join('\n'),
    headers: ['files', 'answered by', 'exact', 'refused', 'wrong', 'µs', 'MiB'],
    rows,
  };
}

function cells({ cases, resident }: EngineResult): string[] {
  const outcomes = Object.values(cases);
  const counts = (['exact', 'refused', 'wrong'] as const).map((outcome) => `${outcomes.filter((one) => one.outcome === outcome).length}`);
  const times = outcomes.flatMap(({ microseconds }) => (microseconds === undefined ? [] : [microseconds]));
  return [...counts, median(times).toFixed(1), mebibytesText(resident).replace(' MiB', '')];
}

/** The cases that are not exact, by name. */
function describe(cases: Readonly<Record<string, CaseOutcome>>): string {
  const others = Object.entries(cases).filter(([, { outcome }]) => outcome !== 'exact');
  return others.length === 0
    ? 'all exact'
    : others.map(([name, { outcome, reason }]) => `${name} ${outcome} (${reason ?? 'other answers'})`).join('; ');
}
