import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BenchContext } from '../benchContext.ts';
import { commandOutput } from '../commandOutput.ts';
import { ratioText } from '../figureText.ts';
import { type Figure, figure, metIf, type Outcome } from '../outcome.ts';
import { pythonEnvironment } from '../pythonEnvironment.ts';
import type { Scenario } from '../scenario.ts';
import { repository } from '../wine.ts';

/** Tables that `python/training.py` writes. */
const tables: Readonly<Record<string, string>> = {
  classes: '10,000 × 15, 5 classes (make_classification)',
  friedman: '10,000 × 15, regression (make_friedman1)',
  digits: '1,797 × 64, 10 classes (digits)',
  'breast-cancer': '569 × 30, 2 classes (breast_cancer)',
  diabetes: '442 × 10, regression (diabetes)',
};

/** Processor time that 100 trees may take, in seconds. */
const goalSeconds = 10;
const timeoutMilliseconds = 600_000;
const script = join(import.meta.dirname, '../python/training.py');

export const training: Scenario = {
  name: 'training',
  title: 'Training of a forest',
  about: [
    '`modelmonitor train` with its defaults (100 trees, 1,000 rows drawn per tree) from the start of the process to its end: user and system time of all its threads, and the',
    'score on the fifth of the rows that was not trained on (accuracy, or R²). The peer is the random forest of scikit-learn with its defaults on the same table, on one',
    'thread, without the start of the process; it draws as many rows per tree as there are, so its model is larger. A ratio is ours over theirs.',
  ].join('\n'),
  run,
};

async function run({ folder, quick, write }: BenchContext): Promise<Outcome> {
  const { python, versions } = await pythonEnvironment('bench-venv', join(import.meta.dirname, '../python/requirements.txt'), write);
  await commandOutput([python, script, 'write', folder], { timeoutMilliseconds });
  const figures: Figure[] = [];
  for (const [name, words] of Object.entries(tables).slice(quick ? -2 : 0)) {
    const ours = await trainOnce(join(folder, `${name}.csv`), folder);
    const peer = JSON.parse(await commandOutput([python, script, 'fit', folder, name], { timeoutMilliseconds })) as Trained;
    write(
      `  ${words}: ${ours.seconds.toFixed(2)} s, score ${ours.score.toFixed(3)}; peer ${peer.seconds.toFixed(2)} s, ${peer.score.toFixed(3)}\n`,
    );
    figures.push(
      figure({
        what: `${words}: processor time`,
        ours: `${ours.seconds.toFixed(2)} s`,
        peer: `scikit-learn: ${peer.seconds.toFixed(2)} s`,
        ratio: ratioText(ours.seconds / peer.seconds),
        goal: `≤ ${goalSeconds} s`,
        met: metIf(ours.seconds <= goalSeconds),
      }),
      figure({ what: `${words}: score`, ours: ours.score.toFixed(3), peer: `scikit-learn: ${peer.score.toFixed(3)}` }),
    );
  }
  return { figures, notes: [`Peers: ${versions}.`] };
}

interface Trained {
  readonly seconds: number;
  readonly score: number;
}

async function trainOnce(data: string, folder: string): Promise<Trained> {
  const model = join(folder, 'model.json');
  const bin = join(repository, 'cli/src/modelmonitor.js');
  const files = ['--data', data, '--target', 'target', '--out', model, '--reference', join(folder, 'reference.csv')];
  // The shell's `times` has the processor time of its children in the second line.
  const shell = ['sh', '-c', '"$@" >&2 && times', 'sh', process.execPath, bin, 'train', ...files];
  const [, children = ''] = (await commandOutput(shell, { timeoutMilliseconds })).trim().split('\n');
  const seconds = [...children.matchAll(/(\d+)m([\d.]+)s/g)].reduce(
    (sum, [, minutes, rest]) => sum + 60 * Number(minutes) + Number(rest),
    0,
  );
  const { training: notes } = JSON.parse(await readFile(model, 'utf8'));
  return { seconds, score: notes.testScores.accuracy ?? notes.testScores.rSquared };
}
