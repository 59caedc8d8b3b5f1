import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from '@modelmonitor/api';
import type { ForestFile } from '@modelmonitor/models';
import { randomFromSeed } from '@modelmonitor/stats';
import { recordingContext } from '../recordingContext.ts';
import { runCommand } from '../runCommand.ts';

const cwd = mkdtempSync(join(tmpdir(), 'sections-'));
afterAll(() => rmSync(cwd, { recursive: true }));

/** Rows whose label follows x; in `broken` ones the relation is turned round where y is large, and the features stay the same. */
function rows(count: number, { broken, seed }: { broken: boolean; seed: number }): string {
  const random = randomFromSeed(seed);
  const lines = Array.from({ length: count }, () => {
    const [x, y] = [random(), random()];
    const predicted = x > 0.5 ? 'yes' : 'no';
    const isTrue = random() < 0.9 && !(broken && y > 0.5);
    const label = isTrue === (predicted === 'yes') ? 'yes' : 'no';
    return [x.toFixed(4), y.toFixed(4), label, predicted, x.toFixed(4), (1 - x).toFixed(4)].join(',');
  });
  return `x,y,churned,predicted,p_yes,p_no\n${lines.join('\n')}\n`;
}

const forest: ForestFile = {
  format: 'modelmonitor/forest',
  formatVersion: 1,
  task: 'classification',
  aggregation: 'vote',
  features: ['x', 'y'],
  categories: {},
  classes: ['no', 'yes'],
  training: {},
  trees: [{ feature: [0, -1, -1], value: [0.5, 0, 1] }],
};

writeFileSync(join(cwd, 'reference.csv'), rows(800, { broken: false, seed: 1 }));
writeFileSync(join(cwd, 'same.csv'), rows(600, { broken: false, seed: 2 }));
writeFileSync(join(cwd, 'broken.csv'), rows(600, { broken: true, seed: 3 }));
writeFileSync(join(cwd, 'model.json'), JSON.stringify(forest));

const answers = ['--target', 'churned', '--prediction', 'predicted', '--probability', 'yes=p_yes,no=p_no'];

async function compare(reference: string, ...args: readonly string[]) {
  const { context, stdout, stderr } = recordingContext({ cwd });
  const code = await runCommand(['drift', '--reference', reference, ...args], context);
  return { code, stdout: stdout(), stderr: stderr() };
}

const drift = (...args: readonly string[]) => compare('reference.csv', ...args);

const reportOf = async (...args: readonly string[]) => JSON.parse((await drift(...args, '--json', '-')).stdout) as Report;

test('answers and labels are no features; they are tested, and performance and concept drift are judged by them', async () => {
  const report = await reportOf('--current', 'broken.csv', ...answers);
  expect(Object.keys(report.features)).toEqual(['x', 'y']);
  expect(report).toMatchObject({
    verdict: 'stable',
    prediction: { verdict: 'stable', type: 'categorical' },
    target: { type: 'categorical' },
    performance: { verdict: 'worse', task: 'classification', rows: { reference: 800, current: 600 } },
    concept_drift: { verdict: 'drifted', error_given_features: { features: [{ name: 'y' }, {}] } },
    quality: null,
  });
  expect(report.performance?.metrics['roc_auc']?.current?.value).toBeLessThan(0.7);
});

test('nothing is worse where nothing changed', async () => {
  const { stdout } = await drift('--current', 'same.csv', ...answers);
  expect(stdout).toContain('performance: stable\nconcept drift: stable\n');
});

test('data quality is checked, and its page written, when asked', async () => {
  const { code, stdout } = await drift('--current', 'same.csv', '--quality', 'data_stability_test.html');
  expect(code).toBe(0);
  expect(stdout).toMatch(/data quality: passed, 0 of \d+ checks failed\nwrote data_stability_test.html\n/);
  expect(readFileSync(join(cwd, 'data_stability_test.html'), 'utf8')).toMatch(/^<!doctype html>/i);
});

test('the features of a model are ranked by drift times importance', async () => {
  const report = await reportOf('--current', 'same.csv', ...answers, '--model', 'model.json');
  expect(report.contributions).toMatchObject({
    method: 'tree_shap',
    features: [
      { name: 'x', share: 1 },
      { name: 'y', share: 0 },
    ],
  });
});

test('a profile stands for the reference; what needs its rows says so', async () => {
  const { context } = recordingContext({ cwd });
  expect(await runCommand(['profile', '--data', 'reference.csv', '-o', 'profile.json'], context)).toBe(0);
  const { context: again, stdout } = recordingContext({ cwd });
  await runCommand(['drift', '--reference', 'profile.json', '--current', 'broken.csv', ...answers, '--json', '-'], again);
  const report = JSON.parse(stdout()) as Report;
  expect(report).toMatchObject({
    features: { x: { verdict: 'stable' } },
    prediction: { verdict: 'stable' },
    performance: { verdict: 'unknown', metrics: { accuracy: { reference: null, current: { value: expect.any(Number) } } } },
  });
});

test("Evidently's shape is written when asked", async () => {
  const { stdout } = await drift('--current', 'same.csv', '--columns', 'x', '--json', '-', '--format', 'evidently');
  expect(JSON.parse(stdout)).toMatchObject({
    metrics: [{ value: { count: 0, share: 0 } }, { config: { column: 'x', method: 'K-S p_value' } }],
    tests: [],
  });
});

test.each([
  {
    args: ['--target', 'churnd'],
    message: '--target: reference.csv or same.csv has no column "churnd"; did you mean churned?',
  },
  {
    args: ['--target', 'x', '--prediction', 'x'],
    message: '--target, --prediction and --probability need columns that differ, got x twice',
  },
  { args: ['--probability', 'yes=p_yes'], message: '--probability needs --prediction, the column of the predicted class' },
  { args: ['--model', 'same.csv'], message: 'same.csv: expected a model' },
  { args: ['--current', 'broken.csv', '--quality', 'q.html'], message: 'need one file per side, got 2' },
])('$args is refused with a reason, and nothing is written', async ({ args, message }) => {
  const { code, stderr } = await drift('--current', 'same.csv', '--html', 'never.html', ...args);
  expect(stderr).toContain(message);
  expect(code).toBe(2);
  expect(existsSync(join(cwd, 'never.html'))).toBe(false);
});

describe('segments', () => {
  const wines = (redFrom: number) =>
    `color,kind,x\n${Array.from({ length: 400 }, (_, row) => [row % 2 ? 'white' : 'red', row % 4 < 2 ? 'a,b' : 'c', (row >> 1) / 200 + (row % 2 ? 0 : redFrom)].join(',').replace('a,b', '"a,b"')).join('\n')}\n`;
  writeFileSync(join(cwd, 'wines.csv'), wines(0));
  writeFileSync(join(cwd, 'shifted.csv'), wines(0.3));
  const segmentsOf = async (...args: readonly string[]) =>
    JSON.parse((await compare('wines.csv', '--current', 'shifted.csv', ...args, '--json', '-')).stdout) as Report;

  test('each value of a column is compared with the rows of the reference that have it', async () => {
    const { segments, verdict } = await segmentsOf('--segment', 'color');
    expect(segments?.map((one) => [one.name, one.rows.current, one.verdict, Object.keys(one.features)])).toEqual([
      ['color=red', 200, 'drifted', ['kind', 'x']],
      ['color=white', 200, 'stable', ['kind', 'x']],
    ]);
    expect(verdict).toBe('stable');
    const { stdout } = await compare('wines.csv', '--current', 'shifted.csv', '--segment', 'color');
    expect(stdout).toContain('segments: 1 of 2 drifted: color=red\n');
  });

  test('values may be listed, with commas in quotes, for columns that are not compared', async () => {
    const { segments, features } = await segmentsOf('--columns', 'x', '--segment', 'kind="a,b"', '--segment', 'color=red');
    expect(segments?.map(({ name, rows }) => [name, rows.reference])).toEqual([
      ['kind=a,b', 200],
      ['color=red', 200],
    ]);
    expect(Object.keys(features)).toEqual(['x']);
  });

  test.each([
    { args: ['--segment', 'colour'], message: 'has no column "colour"' },
    { args: ['--segment', '=red'], message: 'expected NAME or NAME=VALUE,…, got "=red"' },
    { args: ['--segment', 'color='], message: 'expected NAME or NAME=VALUE,…, got "color="' },
  ])('$args is refused', async ({ args, message }) => {
    const { code, stderr } = await compare('wines.csv', '--current', 'shifted.csv', ...args);
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
  });
});
