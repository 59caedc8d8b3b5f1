import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { recordingContext } from '../recordingContext.ts';
import { runCommand } from '../runCommand.ts';

const cwd = mkdtempSync(join(tmpdir(), 'drift-'));
const csv = (rows: number, row: (index: number) => string) =>
  `alcohol,hue,colour\n${Array.from({ length: rows }, (_, index) => `${row(index)}\n`).join('')}`;
const colour = (index: number) => (index % 3 === 0 ? 'red' : index % 3 === 1 ? 'white' : 'rosé');
writeFileSync(
  join(cwd, 'reference.csv'),
  csv(200, (index) => `${12 + index / 100},${0.5 + index / 1000},${colour(index)}`),
);
writeFileSync(
  join(cwd, 'same.csv'),
  csv(100, (index) => `${12.005 + index / 50},${0.5 + index / 500},${colour(index)}`),
);
writeFileSync(
  join(cwd, 'shifted.csv'),
  csv(100, (index) => `${15 + index / 50},${0.9 + index / 500},${colour(index)}`),
);
writeFileSync(
  join(cwd, 'text.csv'),
  csv(3, () => 'strong,0.5,red'),
);

async function drift(args: readonly string[]) {
  const { context, stdout, stderr } = recordingContext({ cwd });
  const code = await runCommand(['drift', '--reference', 'reference.csv', ...args], context);
  return { code, stdout: stdout(), stderr: stderr() };
}

test('data with the same distribution is stable', async () => {
  const { code, stdout } = await drift(['--current', 'same.csv', '--fail-on-drift']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^feature {2}method +score {2}threshold {2}verdict\nalcohol {2}ks +[\d.]+ +0.05 {2}stable\nhue +ks/);
  expect(stdout).toMatch(/\nstable: 0 of 3 features drifted; 0 % is below the 50 % that counts as drift\n$/);
});

test('a shifted distribution has drifted, and fails only with --fail-on-drift', async () => {
  const { code, stdout } = await drift(['--current', 'shifted.csv']);
  expect(code).toBe(0);
  expect(stdout).toContain('drifted: 2 of 3 features drifted; 67 % is above the 50 % that counts as drift and from which recollecting');
  expect((await drift(['--current', 'shifted.csv', '--fail-on-drift'])).code).toBe(3);
  expect((await drift(['--current', 'shifted.csv', '--fail-on-drift', '--share', '0.7'])).code).toBe(0);
});

test('with JSON on standard output everything else goes to standard error', async () => {
  const { stdout, stderr } = await drift(['--current', 'shifted.csv', '--json', '-']);
  expect(JSON.parse(stdout)).toMatchObject({
    schemaVersion: 1,
    verdict: 'drifted',
    n_drifted_features: 2,
    monitor: null,
    level: 'recollect',
  });
  expect(stderr).toContain('drifted: 2 of 3 features');
});

test('options choose methods, thresholds, types and columns', async () => {
  const { stdout } = await drift([
    ...['--current', 'shifted.csv', '--json', '-', '--columns', 'colour,alcohol', '--numeric-method', 'wasserstein'],
    ...['--method', 'colour=psi', '--threshold', 'alcohol=99,colour=0.25', '--types', 'alcohol=numeric', '--correction', 'bonferroni'],
  ]);
  const { features, correction } = JSON.parse(stdout);
  expect(Object.keys(features)).toEqual(['colour', 'alcohol']);
  expect(features.alcohol).toMatchObject({ type: 'numeric', method: 'wasserstein', threshold: 99, verdict: 'stable' });
  expect(features.colour).toMatchObject({ method: 'psi', threshold: 0.25 });
  expect(correction).toBe('bonferroni');
});

test('--like-evidently lets the score alone decide, and takes no correction', async () => {
  const like = async (...options: string[]) => JSON.parse((await drift(['--current', 'shifted.csv', '--json', '-', ...options])).stdout);
  const [ours, theirs] = [await like(), await like('--like-evidently')];
  expect(ours).toMatchObject({ correction: 'benjaminiHochberg', settings: { rules: 'guarded', effect_floor: 0.02 } });
  expect(theirs).toMatchObject({ correction: 'none', settings: { rules: 'evidently', effect_floor: 0 } });
  expect(theirs.features.alcohol.score).toBe(ours.features.alcohol.score);
  const { code, stderr } = await drift(['--current', 'shifted.csv', '--like-evidently', '--correction', 'bonferroni']);
  expect(code).toBe(2);
  expect(stderr).toContain('--like-evidently: expected no --correction, because Evidently corrects no p-values');
});

test('with too few rows the verdict is unknown, with a reason', async () => {
  const { code, stdout } = await drift(['--current', 'shifted.csv', '--min-rows', '1000', '--fail-on-drift']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/\nunknown: expected at least 1000 current rows, got 100\n$/);
});

test('reports are written to files, and no other file is', async () => {
  const { stdout } = await drift(['--current', 'shifted.csv', '--json', 'report.json', '--html', 'report.html']);
  expect(stdout).toMatch(/\nwrote report.json\nwrote report.html\n$/);
  expect(JSON.parse(readFileSync(join(cwd, 'report.json'), 'utf8')).verdict).toBe('drifted');
  expect(readFileSync(join(cwd, 'report.html'), 'utf8')).toMatch(/^<!doctype html>/i);
  expect(readdirSync(cwd).filter((name) => name.startsWith('.'))).toEqual([]);
});

test.each([
  { args: ['--current', 'nowhere.csv'], code: 2, says: 'modelmonitor drift: nowhere.csv does not exist\n' },
  {
    args: ['--current', 'text.csv'],
    code: 0,
    says: 'note: "alcohol": the column cannot be read in the current data: expected numbers, and 3 of 3 values are none: "strong" in row 1, ',
  },
  { args: ['--current', 'same.csv', '--method', 'alcohl=ks'], code: 2, says: 'has no column "alcohl"; did you mean alcohol?\n' },
  {
    args: ['--current', 'same.csv', '--columns', 'x'],
    code: 2,
    says: '--columns: reference.csv has no column "x"; its columns: alcohol,',
  },
  { args: ['--current', 'same.csv', '--method', 'colour=ks'], code: 2, says: '--types colour=numeric reads it as numbers\n' },
  { args: ['--current', 'same.csv', '--method', 'alcohol=kss'], code: 2, says: '--method: for alcohol expected one of auto, ks,' },
  { args: ['--current', 'same.csv', '--html', '-'], code: 2, says: '--html: expected a file, got -\n' },
  { args: ['--current', 'same.csv', '--json', '.'], code: 2, says: '. could not be written: it is a directory\n' },
  {
    args: ['--current', 'same.csv', '--json', 'same.csv/x'],
    code: 2,
    says: 'same.csv/x could not be written: the directory same.csv does not exist\n',
  },
  { args: [], code: 2, says: '--current is required\n' },
])('$args: $says', async ({ args, code, says }) => {
  const { stderr, code: actual } = await drift(args);
  expect({ code: actual, said: stderr.includes(says) ? says : stderr }).toEqual({ code, said: says });
  expect(existsSync(join(cwd, '-'))).toBe(false);
});
